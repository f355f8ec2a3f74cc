/**
 * Time as everything in Readout sees it: passed in, so that a test can bring its own.
 *
 * Monotonic time schedules and measures; wall time only stamps.
 */
export interface Clock {
  /** Monotonic time in milliseconds. Only differences mean anything. */
  nowMs(): number;
  /** Milliseconds since the Unix epoch. May jump; never used to wait. */
  wallMs(): number;
  /**
   * Calls `callback` once, `ms` milliseconds of monotonic time from now.
   *
   * @returns Cancels the timer; calling it again, or after the callback ran, does nothing.
   */
  timer(ms: number, callback: () => void): () => void;
  /** The shortest period that its timers can keep, in ms. Default: any. */
  readonly finestPeriodMs?: number | undefined;
}
