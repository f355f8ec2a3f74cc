/**
 * A count that another thread keeps in a 32-bit word of shared memory. The word wraps; what is read
 * here does not, as long as it is read once in 2^32 counts.
 */
export class WrappingCount {
  readonly #words: Int32Array;
  readonly #at: number;
  #seen = 0;
  #total = 0;

  /** Counts from 0 what is added to the word at `at`. */
  constructor(words: Int32Array, at: number) {
    this.#words = words;
    this.#at = at;
  }

  /** The count so far. */
  read(): number {
    const now = Atomics.load(this.#words, this.#at);
    this.#total += (now - this.#seen) >>> 0;
    this.#seen = now;
    return this.#total;
  }
}
