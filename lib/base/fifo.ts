/**
 * A bounded queue of plain values, first in, first out, without allocation.
 *
 * @typeParam T The type of the values.
 */
export class Fifo<T> {
  /** How many values fit. */
  readonly capacity: number;
  readonly #ring: (T | undefined)[];
  #head = 0;
  #size = 0;

  /**
   * Makes an empty queue.
   *
   * @throws {RangeError} If `capacity` is not an integer >= 1.
   */
  constructor(capacity: number) {
    if (!(Number.isInteger(capacity) && capacity >= 1)) {
      throw new RangeError(
        `Cannot make a queue: capacity must be an integer >= 1, got ${capacity}`,
      );
    }
    this.capacity = capacity;
    this.#ring = new Array(capacity);
  }

  /** How many values are in it. */
  get size(): number {
    return this.#size;
  }

  /** Puts a value at the end; the caller makes sure that there is room. */
  push(value: T): void {
    if (this.#size === this.capacity) throw new RangeError("Cannot push: the queue is full");
    this.#ring[(this.#head + this.#size++) % this.capacity] = value;
  }

  /** Takes the oldest value, or `undefined` if there is none. */
  shift(): T | undefined {
    if (this.#size === 0) return undefined;
    const value = this.#ring[this.#head];
    this.#ring[this.#head] = undefined;
    this.#head = (this.#head + 1) % this.capacity;
    this.#size--;
    return value;
  }
}
