import type { Clock } from "../contract/clock.ts";
import type { Random } from "../contract/random.ts";
import { ReadoutError } from "../base/readout_error.ts";

const FIRST_MS = 250;
const LONGEST_MS = 5_000;

/**
 * The pause between attempts that fail: it doubles from 0.25 s to 5 s, and the wait is any part of
 * it ("full jitter"), so that many who lost the same device do not all come back at once.
 */
export class Backoff {
  readonly #clock: Clock;
  readonly #random: Random;
  #pauseMs = FIRST_MS;
  #notBeforeMs = -Infinity;

  /** Makes a back-off without a pause. */
  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Returns if an attempt may be made now.
   *
   * @throws {ReadoutError} `link.failed`, which says when the next may.
   */
  check(address: string): void {
    const leftMs = this.#notBeforeMs - this.#clock.nowMs();
    if (leftMs <= 0) return;
    const text = `Cannot connect to ${address}: the last attempt failed, the next is in ` +
      `${Math.ceil(leftMs)} ms`;
    throw new ReadoutError("link.failed", text, { address });
  }

  /** An attempt has failed. */
  failed(): void {
    this.#notBeforeMs = this.#clock.nowMs() + this.#random.next() * this.#pauseMs;
    this.#pauseMs = Math.min(LONGEST_MS, 2 * this.#pauseMs);
  }

  /** An attempt has succeeded: the next pause is short again. */
  succeeded(): void {
    this.#pauseMs = FIRST_MS;
    this.#notBeforeMs = -Infinity;
  }
}
