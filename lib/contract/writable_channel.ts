import type { Channel, ReadCall, ReadOptions } from "./channel.ts";
import type { Fault } from "./fault.ts";
import type { BadReason } from "./quality.ts";

/** What every writing carries. */
export interface WritingBase<T> {
  /** The channel's name. */
  readonly channel: string;
  /** The unit of the value. */
  readonly unit: string;
  /** What was, or should have been, written. */
  readonly value: T;
  /** Wall time at the start of the exchange, in ms since the Unix epoch. */
  readonly wallMs: number;
  /** Monotonic time at the start of the exchange, in ms. */
  readonly monoMs: number;
  /** How long the exchange took, in ms. */
  readonly tookMs: number;
}

/** A write that the device has taken. */
export interface GoodWriting<T> extends WritingBase<T> {
  /** It was written. */
  readonly status: "good";
}

/** A write that failed. It may or may not have reached the device. */
export interface BadWriting<T> extends WritingBase<T> {
  /** It was not written, or nobody knows. */
  readonly status: "bad";
  /** Why. */
  readonly reason: BadReason;
  /** What went wrong. */
  readonly fault: Fault;
}

/**
 * One attempt to write one channel, as plain data.
 *
 * @typeParam T The type of the channel's values.
 */
export type Writing<T> = GoodWriting<T> | BadWriting<T>;

/**
 * Writes one value: returns when the device has taken it, or throws.
 *
 * @typeParam T The type of the values.
 */
export type Writer<T> = (value: T, call: ReadCall) => void | PromiseLike<void>;

/**
 * A channel that can also be set. Reads and writes share their turns: they never overlap.
 *
 * @typeParam T The type of the values.
 */
export interface WritableChannel<T> extends Channel<T> {
  /**
   * Resolves when the device has taken the value, or rejects: with a `ReadoutError`, or with
   * `signal.reason` itself. It cannot hang.
   */
  write(value: T, options?: ReadOptions): Promise<GoodWriting<T>>;
  /** The same as data: what `write()` would reject with becomes a bad writing. Never rejects. */
  tryWrite(value: T, options?: ReadOptions): Promise<Writing<T>>;
}
