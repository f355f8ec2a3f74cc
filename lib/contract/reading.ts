import type { Fault } from "./fault.ts";
import type { BadReason, GoodReason, UncertainReason } from "./quality.ts";

/**
 * By which path a value came, when something stands between the device and the reader.
 *
 * - `first`: the first attempt
 * - `retry#2`: the second attempt after the first
 * - `adjusted:NAME`: an attempt with something changed
 * - `backup:NAME`: another channel, and `backup:NAME retry#1`: that one at its second attempt
 * - `held`: no measurement, but a prediction from the last ones
 */
export type ReadPath =
  | "first"
  | `retry#${number}`
  | `adjusted:${string}`
  | `backup:${string}`
  | "held";

/** What every reading carries, whether it has a value or not. */
export interface ReadingBase {
  /** The channel's name. */
  readonly channel: string;
  /** Counts the channel's readings from 0, in the order in which they were delivered. */
  readonly seq: number;
  /** The unit of the value, such as `"V"`; `""` for a plain number or text. */
  readonly unit: string;
  /** Wall time at the start of the exchange, in ms since the Unix epoch. May jump. */
  readonly wallMs: number;
  /** Monotonic time at the start of the exchange, in ms. Only differences mean anything. */
  readonly monoMs: number;
  /** How long the exchange took, in ms: the value was taken between the start and this. */
  readonly tookMs: number;
  /** Points of the polling grid that were missed just before this reading; absent if none. */
  readonly missedTicks?: number;
  /** By which path the value came; absent if there is only one. */
  readonly path?: ReadPath;
  /** The standard uncertainty (k = 1) in `unit`, where it is known. It grows while a value is held. */
  readonly uncertainty?: number;
  /** How long before the reading's own time the value was really measured, in ms; absent if it was. */
  readonly ageMs?: number;
  /** What went wrong: always there if bad, perhaps if uncertain, never if good. */
  readonly fault?: Fault;
}

/** A reading to be trusted. */
export interface GoodReading<T> extends ReadingBase {
  /** The value can be trusted. */
  readonly status: "good";
  /** Why it is good: mostly `"ok"`. */
  readonly reason: GoodReason;
  /** The value, in `unit`. */
  readonly value: T;
}

/** A reading whose value must be used with care. */
export interface UncertainReading<T> extends ReadingBase {
  /** The value must be used with care. */
  readonly status: "uncertain";
  /** Why it is uncertain. */
  readonly reason: UncertainReason;
  /** The value, in `unit`. */
  readonly value: T;
}

/** A read that gave no value. */
export interface BadReading extends ReadingBase {
  /** There is no value. */
  readonly status: "bad";
  /** Why there is none. */
  readonly reason: BadReason;
  /** Never 0, NaN or a text in place of a value. */
  readonly value: null;
  /** What went wrong. */
  readonly fault: Fault;
}

/**
 * One attempt to read one channel: a value with its unit, time and quality, or a named fault,
 * never both. It is plain data.
 *
 * `if (reading.status !== "bad")` narrows `reading.value` to `T`.
 *
 * @typeParam T The type of the channel's values.
 */
export type Reading<T> = GoodReading<T> | UncertainReading<T> | BadReading;
