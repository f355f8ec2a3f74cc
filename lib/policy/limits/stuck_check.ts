/** When a value is taken to be stuck. */
export interface StuckLimits {
  /** So long without a change, in ms. */
  readonly afterMs: number;
  /** What is no change yet, in the channel's unit. Default: 0. */
  readonly deadband?: number | undefined;
}

/** Finds a value that has not changed for longer than a real one would stay the same. */
export class StuckCheck {
  readonly #afterMs: number;
  readonly #deadband: number;
  #value = NaN;
  #sinceMs = NaN;

  /** Makes a check that has seen nothing. */
  constructor({ afterMs, deadband = 0 }: StuckLimits) {
    if (!(afterMs > 0) || !(deadband >= 0)) {
      throw new RangeError(
        `Cannot limit: afterMs must be a number > 0 and deadband one >= 0, ` +
          `got ${afterMs} and ${deadband}`,
      );
    }
    this.#afterMs = afterMs;
    this.#deadband = deadband;
  }

  /** Whether the next value can be believed. */
  accepts(value: number, monoMs: number): boolean {
    if (!(Math.abs(value - this.#value) <= this.#deadband)) {
      this.#value = value;
      this.#sinceMs = monoMs;
    }
    return monoMs - this.#sinceMs < this.#afterMs;
  }
}
