import type { Clock } from "../contract/clock.ts";
import type { Random } from "../contract/random.ts";
import { isReadoutError, ReadoutError, textOfThrown } from "../base/readout_error.ts";

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
  #failure: unknown;

  /** Makes a back-off without a pause. */
  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** Why the last attempt failed; `undefined` if it did not. */
  get failure(): unknown {
    return this.#failure;
  }

  /** How long to wait before the next attempt, in ms. */
  get leftMs(): number {
    return Math.max(0, this.#notBeforeMs - this.#clock.nowMs());
  }

  /**
   * Returns if an attempt may be made now.
   *
   * @throws {ReadoutError} The code of the last failure, so that what is wrong stays known between
   * two attempts; the message says when the next may be made.
   */
  check(address: string): void {
    const leftMs = this.#notBeforeMs - this.#clock.nowMs();
    if (leftMs <= 0) return;
    const code = isReadoutError(this.#failure) ? this.#failure.code : "link.failed";
    const text = `Cannot connect to ${address}: the last attempt failed, the next is in ` +
      `${Math.ceil(leftMs)} ms: ${textOfThrown(this.#failure)}`;
    throw new ReadoutError(code, text, { address, cause: this.#failure });
  }

  /** An attempt has failed, and why. */
  failed(failure?: unknown): void {
    this.#failure = failure;
    this.#notBeforeMs = this.#clock.nowMs() + this.#random.next() * this.#pauseMs;
    this.#pauseMs = Math.min(LONGEST_MS, 2 * this.#pauseMs);
  }

  /** An attempt has succeeded: the next pause is short again. */
  succeeded(): void {
    this.#pauseMs = FIRST_MS;
    this.#notBeforeMs = -Infinity;
    this.#failure = undefined;
  }
}
