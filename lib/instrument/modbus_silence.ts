import type { Clock } from "../contract/clock.ts";
import type { Random } from "../contract/random.ts";
import { ReadoutError } from "../base/readout_error.ts";

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * Of one unit on a line with others: how long it is left alone because it has not answered. The
 * pause doubles from 0.5 s to 30 s, and the wait is any part of it ("full jitter"); one answer, and
 * it is over.
 */
export class ModbusSilence {
  readonly #unit: number;
  readonly #address: string;
  readonly #clock: Clock;
  readonly #random: Random;
  /** Of each question to the unit that waits for its turn or its answer. */
  readonly #waiting = new Set<AbortController>();
  #pauseMs = FIRST_MS;
  #untilMs = -Infinity;
  #cause: unknown;

  /** Makes that of a unit which has not been asked yet. */
  constructor(unit: number, address: string, clock: Clock, random: Random) {
    this.#unit = unit;
    this.#address = address;
    this.#clock = clock;
    this.#random = random;
  }

  /** Whether it did not answer the last time. */
  get isDoubtful(): boolean {
    return this.#cause !== undefined;
  }

  /**
   * Returns if the unit may be asked now.
   *
   * @throws {ReadoutError} `timeout.reply`, which says when it may.
   */
  check(): void {
    const leftMs = this.#untilMs - this.#clock.nowMs();
    if (leftMs > 0) throw this.#error(leftMs);
  }

  /** Runs a question that ends when its caller aborts it, or when the unit turns out to be silent. */
  async during<R>(
    caller: AbortSignal | undefined,
    question: (signal: AbortSignal) => Promise<R>,
  ): Promise<R> {
    const stop = new AbortController();
    const onAbort = (): void => stop.abort(caller?.reason);
    if (caller?.aborted) onAbort();
    else caller?.addEventListener("abort", onAbort, { once: true });
    this.#waiting.add(stop);
    try {
      return await question(stop.signal);
    } finally {
      this.#waiting.delete(stop);
      caller?.removeEventListener("abort", onAbort);
    }
  }

  /** It has not answered: what waits to ask it rejects, and it is left alone for a while. */
  noAnswer(cause: unknown): void {
    const leftMs = this.#random.next() * this.#pauseMs;
    this.#untilMs = this.#clock.nowMs() + leftMs;
    this.#pauseMs = Math.min(LONGEST_MS, 2 * this.#pauseMs);
    this.#cause = cause;
    for (const stop of this.#waiting) stop.abort(this.#error(leftMs));
  }

  /** It has answered. */
  answered(): void {
    this.#pauseMs = FIRST_MS;
    this.#untilMs = -Infinity;
    this.#cause = undefined;
  }

  #error(leftMs: number): ReadoutError {
    const address = this.#address;
    const text = `Cannot ask unit ${this.#unit} at ${address}: it did not answer the last time, ` +
      `and is asked again in ${Math.ceil(leftMs)} ms, so that the others are not held up`;
    return new ReadoutError("timeout.reply", text, { address, cause: this.#cause });
  }
}
