import type { Clock } from "../contract/clock.ts";
import { nextTurn, systemClock } from "../base/system_clock.ts";

/** How long before a timer is due its thread stops sleeping and spins, in ms. */
const SPIN_MS = 0.2;

/** So that the thread shows that it lives. */
const LONGEST_SLEEP_MS = 500;

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/** How an {@linkcode AtomicClock} runs. */
export interface RunOptions {
  /** Whether nothing but a timer can bring work, so that the thread may sleep. */
  readonly mayBlock: () => boolean;
  /** Called after each turn; `false` ends the run. */
  readonly goOn: () => boolean;
}

/**
 * A clock for a thread of its own: between timers the thread sleeps in `Atomics.wait`, and spins
 * for the last fifth of a millisecond, so that a timer is a few microseconds late, where the
 * system's timers are 1.7 ms late.
 */
export class AtomicClock implements Clock {
  /** What periods it can keep, in ms. */
  readonly finestPeriodMs = 0.1;
  readonly #bell: Int32Array;
  readonly #timers = new Set<Timer>();

  /**
   * Makes a clock.
   *
   * @param bell A word of shared memory: changing it and notifying wakes the thread.
   */
  constructor(bell: Int32Array) {
    this.#bell = bell;
  }

  /** Monotonic time in ms. */
  nowMs(): number {
    return systemClock.nowMs();
  }

  /** Wall time in ms since the Unix epoch. */
  wallMs(): number {
    return systemClock.wallMs();
  }

  /** Calls `callback` once, in {@linkcode AtomicClock.run}; returns what cancels it. */
  timer(ms: number, callback: () => void): () => void {
    const timer = { atMs: this.nowMs() + ms, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** Runs timers until told otherwise. Each turn of the event loop gets its chance in between. */
  async run({ mayBlock, goOn }: RunOptions): Promise<void> {
    await nextTurn(); // what has just been started goes first
    while (goOn()) {
      const seen = Atomics.load(this.#bell, 0);
      const next = this.#earliest();
      const sleepMs = (next === undefined ? Infinity : next.atMs - this.nowMs()) - SPIN_MS;
      if (sleepMs > 0) {
        if (mayBlock()) Atomics.wait(this.#bell, 0, seen, Math.min(sleepMs, LONGEST_SLEEP_MS));
        else await this.#sleep(seen, Math.min(sleepMs, 1));
      }
      if (next !== undefined && next.atMs - this.nowMs() <= SPIN_MS) {
        while (this.nowMs() < next.atMs); // the spin
        if (this.#timers.delete(next)) next.callback(); // else it was cancelled meanwhile
      }
      await nextTurn();
    }
  }

  #sleep(seen: number, ms: number): Promise<unknown> {
    const { async, value } = Atomics.waitAsync(this.#bell, 0, seen, ms);
    return async ? value : nextTurn();
  }

  #earliest(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (first === undefined || timer.atMs < first.atMs) first = timer;
    }
    return first;
  }
}
