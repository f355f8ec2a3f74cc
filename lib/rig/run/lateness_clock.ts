import type { Clock } from "../../contract/clock.ts";

/** Another clock's time; it also measures how late timers are. */
export class LatenessClock implements Clock {
  readonly finestPeriodMs: number | undefined;
  readonly #clock: Clock;
  #mostMs = 0;

  /** Measures the timers that are set by it. */
  constructor(clock: Clock) {
    this.#clock = clock;
    this.finestPeriodMs = clock.finestPeriodMs;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  wallMs(): number {
    return this.#clock.wallMs();
  }

  timer(ms: number, callback: () => void): () => void {
    const dueMs = this.#clock.nowMs() + ms;
    return this.#clock.timer(ms, () => {
      this.#mostMs = Math.max(this.#mostMs, this.#clock.nowMs() - dueMs);
      callback();
    });
  }

  /** The most that a timer was late since this was asked last, in ms. */
  takeMostMs(): number {
    const mostMs = this.#mostMs;
    this.#mostMs = 0;
    return mostMs;
  }
}
