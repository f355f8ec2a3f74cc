/** A value, and when it was measured. */
interface Point {
  readonly value: number;
  readonly monoMs: number;
}

/**
 * Finds values that have changed faster than they can. The first of them is doubted; if the next
 * agrees with it, it has really changed.
 */
export class RateCheck {
  readonly #maxRatePerS: number;
  #last: Point | undefined;
  #doubted: Point | undefined;

  /** Makes a check for rates above `maxRatePerS`, in the channel's unit a second. */
  constructor(maxRatePerS: number) {
    if (!(maxRatePerS > 0)) {
      throw new RangeError(`Cannot limit: maxRatePerS must be a number > 0, got ${maxRatePerS}`);
    }
    this.#maxRatePerS = maxRatePerS;
  }

  /** Whether the next value can be believed. */
  accepts(value: number, monoMs: number): boolean {
    const point = { value, monoMs };
    const isPossible = this.#last === undefined || this.#possible(this.#last, point) ||
      (this.#doubted !== undefined && this.#possible(this.#doubted, point));
    if (isPossible) this.#last = point;
    this.#doubted = isPossible ? undefined : point;
    return isPossible;
  }

  #possible(from: Point, to: Point): boolean {
    const seconds = Math.max(0, to.monoMs - from.monoMs) / 1_000;
    return Math.abs(to.value - from.value) <= this.#maxRatePerS * seconds;
  }
}
