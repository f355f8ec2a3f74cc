import type { AbortOptions } from "./abort_options.ts";
import type { Reading } from "./reading.ts";

/** Bounds one read. */
export interface ReadOptions extends AbortOptions {
  /** The read's whole budget in ms, waiting for its turn included. Default: the channel's own. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Something with a name, a unit and a typed `read()`.
 *
 * Reads of one channel never overlap: a second one waits for its turn within its own budget.
 *
 * @typeParam T The type of the values.
 */
export interface Channel<T> {
  /** A name for tables, plots and errors, such as `"oven.temperature"`. */
  readonly name: string;
  /** The unit of the values, such as `"V"`; `""` if there is none. */
  readonly unit: string;
  /**
   * Resolves with a reading that has a value, or rejects: with a `ReadoutError`, or with
   * `signal.reason` itself when the signal aborts. It cannot hang.
   *
   * @throws {RangeError} At once, if `timeoutMs` is not a finite number above 0.
   */
  read(options?: ReadOptions): Promise<Exclude<Reading<T>, { readonly status: "bad" }>>;
  /**
   * The same as data: what `read()` would reject with becomes a bad reading. Never rejects.
   *
   * @throws {RangeError} At once, if `timeoutMs` is not a finite number above 0.
   */
  tryRead(options?: ReadOptions): Promise<Reading<T>>;
}

/** What a reader is given for one read. */
export interface ReadCall {
  /** Aborts when the read is over before the reader is. Made when first asked for. */
  readonly signal: AbortSignal;
  /** What is left of the read's budget as the reader starts, in ms. */
  readonly timeoutMs: number;
}

/**
 * Fetches one value: returns it, or a promise of it, or throws.
 *
 * @typeParam T The type of the values.
 */
export type Reader<T> = (call: ReadCall) => T | PromiseLike<T>;

/**
 * The type of a channel's readings: `ReadingOf<Channel<number>>` is `Reading<number>`.
 *
 * @typeParam C The channel's type.
 */
export type ReadingOf<C> = C extends Channel<infer T> ? Reading<T> : never;
