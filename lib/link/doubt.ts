/**
 * Whether a late reply, or the rest of a garbled one, may still come on a line and be taken for
 * another, and from when on the silence counts that would disprove it. It outlives connections, as
 * what is late on a serial line does.
 */
export class Doubt {
  #isThere = false;
  #silenceFromMs = -Infinity;

  /** Whether there is any. */
  get isThere(): boolean {
    return this.#isThere;
  }

  /** When silence begins to count, in the clock's monotonic ms. */
  get silenceFromMs(): number {
    return this.#silenceFromMs;
  }

  /** There is: something has come, or may still be on its time, at `atMs`. */
  raise(atMs: number): void {
    this.#isThere = true;
    this.#silenceFromMs = Math.max(this.#silenceFromMs, atMs);
  }

  /** There is none any more. */
  clear(): void {
    this.#isThere = false;
    this.#silenceFromMs = -Infinity;
  }
}
