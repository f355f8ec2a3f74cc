import type { Clock } from "../../contract/clock.ts";

/** Another clock's time; it counts the timers that are set by it. */
export class CountingClock implements Clock {
  readonly #clock: Clock;
  #pending = 0;

  /** Counts from none. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many timers are waiting. */
  get pendingTimers(): number {
    return this.#pending;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  wallMs(): number {
    return this.#clock.wallMs();
  }

  timer(ms: number, callback: () => void): () => void {
    let isPending = true;
    this.#pending++;
    const over = (): void => {
      if (isPending) this.#pending--;
      isPending = false;
    };
    const cancel = this.#clock.timer(ms, () => {
      over();
      callback();
    });
    return () => {
      over();
      cancel();
    };
  }
}
