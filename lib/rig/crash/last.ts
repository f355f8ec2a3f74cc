/**
 * The last few of many.
 *
 * @typeParam T What they are.
 */
export class Last<T> {
  readonly #most: number;
  readonly #kept: T[] = [];

  /** Keeps none yet, and never more than `most`. */
  constructor(most: number) {
    this.#most = most;
  }

  /** Another one. */
  push(item: T): void {
    this.#kept.push(item);
    if (this.#kept.length > this.#most) this.#kept.shift();
  }

  /** A copy of those that are kept, the oldest first. */
  all(): readonly T[] {
    return [...this.#kept];
  }
}
