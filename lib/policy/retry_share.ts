const WINDOW = 100;
const WARN_ABOVE = 5;
const CALM_BELOW = 3;

/**
 * How many of the last hundred reads needed more than one attempt. Above 5 % a channel lives on
 * retries; it no longer does below 3 %.
 */
export class RetryShare {
  readonly #window = new Uint8Array(WINDOW);
  #at = 0;
  #seen = 0;
  #retried = 0;
  #living = false;

  /** The share of the last hundred reads, or of all if there were fewer. */
  get share(): number {
    return this.#seen === 0 ? 0 : this.#retried / this.#seen;
  }

  /** Whether the channel lives on retries. */
  get living(): boolean {
    return this.#living;
  }

  /**
   * Counts a read.
   *
   * @returns Whether the channel has begun to live on retries with it.
   */
  count(wasRetried: boolean): boolean {
    const flag = wasRetried ? 1 : 0;
    this.#retried += flag - this.#window[this.#at]!;
    this.#window[this.#at] = flag;
    this.#at = (this.#at + 1) % WINDOW;
    this.#seen = Math.min(WINDOW, this.#seen + 1);
    const before = this.#living;
    if (this.#retried > WARN_ABOVE) this.#living = true;
    else if (this.#retried < CALM_BELOW) this.#living = false;
    return this.#living && !before;
  }
}
