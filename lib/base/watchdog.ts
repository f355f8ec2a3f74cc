import type { Clock } from "../contract/clock.ts";

/** Each clock's watchdog. A cache, not a state: a clock's deadlines are independent of each other. */
const WATCHDOGS = new WeakMap<Clock, Watchdog>();

/** The watchdog that everything with the same clock shares, so that one timer is enough. */
export function watchdogOf(clock: Clock): Watchdog {
  let watchdog = WATCHDOGS.get(clock);
  if (watchdog === undefined) WATCHDOGS.set(clock, watchdog = new Watchdog(clock));
  return watchdog;
}

/** Something with a deadline. */
export interface Watched {
  /** When it expires, in the clock's monotonic ms. */
  readonly deadlineMs: number;
  /** Called once, if the deadline passes before {@linkcode Watchdog.release}. */
  expire(): void;
}

/**
 * How many microtask turns an idle watchdog keeps its timer, so that a loop of reads, one straight
 * after another, arms it once and not for each read.
 */
const LINGER_TURNS = 24;

/**
 * Many deadlines on one timer, which is armed only when there is none that fires soon enough.
 *
 * A deadline that is met costs two operations on a set, and no timer (`deno task bench
 * read_deadline` compares a whole read with timers and with `AbortSignal.timeout`). Nothing is left running a moment after the last deadline is released.
 */
export class Watchdog {
  readonly #clock: Clock;
  readonly #watched = new Set<Watched>();
  #cancel: (() => void) | undefined;
  #armedForMs = Infinity;
  #lingering = false;

  /** Makes a watchdog that tells time by `clock`. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts to watch: `watched.expire()` is called when its deadline passes. */
  watch(watched: Watched): void {
    this.#watched.add(watched);
    if (watched.deadlineMs < this.#armedForMs) this.#arm(watched.deadlineMs);
  }

  /** Stops to watch; the deadline was met. */
  release(watched: Watched): void {
    if (this.#watched.delete(watched) && this.#watched.size === 0 && !this.#lingering) {
      this.#lingering = true;
      this.#linger();
    }
  }

  #arm(deadlineMs: number): void {
    this.#cancel?.();
    this.#armedForMs = deadlineMs;
    this.#cancel = this.#clock.timer(Math.max(0, deadlineMs - this.#clock.nowMs()), this.#fire);
  }

  #disarm(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#armedForMs = Infinity;
  }

  readonly #fire = (): void => {
    this.#cancel = undefined;
    this.#armedForMs = Infinity;
    const nowMs = this.#clock.nowMs();
    let nextMs = Infinity;
    for (const watched of [...this.#watched]) {
      if (!this.#watched.has(watched)) continue; // released by one that has just expired
      if (watched.deadlineMs <= nowMs) {
        this.#watched.delete(watched);
        watched.expire();
      } else if (watched.deadlineMs < nextMs) {
        nextMs = watched.deadlineMs;
      }
    }
    if (nextMs < this.#armedForMs) this.#arm(nextMs);
  };

  async #linger(): Promise<void> {
    for (let turn = 0; turn < LINGER_TURNS && this.#watched.size === 0; turn++) await undefined;
    this.#lingering = false;
    if (this.#watched.size === 0) this.#disarm();
  }
}
