import type { Clock } from "../contract/clock.ts";

/** What the division of two times may be off by. */
const ROUNDING = 1e-9;

/** A point of a grid, as it is served or passed over. */
export interface GridPoint {
  /** Its number, from 0. */
  readonly tick: number;
  /** Points just before it that passed while nobody could serve them. */
  readonly missed: number;
  /** Whether to act now. If not, this point is missed too: it is too late. */
  readonly serve: boolean;
}

/** How a {@linkcode Grid} is laid and served. */
export interface GridOptions {
  /** The distance between two points in ms. */
  readonly periodMs: number;
  /** From now to point 0, in ms. Default: 0. */
  readonly delayMs?: number | undefined;
  /** How late a point may be served, in ms. Default: half a period. */
  readonly maxLateMs?: number | undefined;
}

/**
 * Points in monotonic time, a period apart, starting now: the schedule of everything that is done
 * again and again.
 *
 * Each timer is set for the point itself, so lateness never adds up. A point that is later than
 * `maxLateMs`, because the event loop was blocked, is missed and counted. With the default of half
 * a period the grid is then rejoined, not squeezed: nothing is caught up.
 */
export class Grid {
  readonly #clock: Clock;
  readonly #periodMs: number;
  readonly #maxLateMs: number;
  readonly #onPoint: (point: GridPoint) => void;
  readonly #startMs: number;
  #nextTick = 0;
  #cancelTimer: (() => void) | undefined;
  #stopped = false;

  /**
   * Lays a grid; {@linkcode Grid.start} sets it going.
   *
   * @throws {RangeError} If a time makes no sense, or the period is shorter than the clock can keep.
   */
  constructor(clock: Clock, options: GridOptions, onPoint: (point: GridPoint) => void) {
    const { periodMs, delayMs = 0, maxLateMs = periodMs / 2 } = options;
    checkGrid(clock, options);
    this.#clock = clock;
    this.#periodMs = periodMs;
    this.#maxLateMs = maxLateMs;
    this.#onPoint = onPoint;
    this.#startMs = clock.nowMs() + delayMs;
  }

  /** How many points have passed. */
  get ticks(): number {
    return this.#nextTick;
  }

  /** Serves point 0, at once if it is due, and every one after it. */
  start(): void {
    if (this.#startMs <= this.#clock.nowMs()) this.#pass(0, true);
    else this.#arm();
  }

  /** Serves no further point and leaves no timer. */
  stop(): void {
    this.#stopped = true;
    this.#cancelTimer?.();
  }

  #arm(): void {
    if (this.#stopped) return;
    const dueMs = this.#startMs + this.#nextTick * this.#periodMs;
    this.#cancelTimer = this.#clock.timer(Math.max(0, dueMs - this.#clock.nowMs()), this.#onTimer);
  }

  readonly #onTimer = (): void => {
    const sinceStartMs = this.#clock.nowMs() - this.#startMs;
    const newest = Math.floor(sinceStartMs / this.#periodMs + ROUNDING);
    if (newest < this.#nextTick) return this.#arm(); // the timer was early
    const inTime = Math.ceil((sinceStartMs - this.#maxLateMs) / this.#periodMs - ROUNDING);
    const tick = Math.min(newest, Math.max(this.#nextTick, inTime));
    const missed = tick - this.#nextTick;
    this.#nextTick = tick;
    this.#pass(missed, inTime <= tick);
  };

  #pass(missed: number, serve: boolean): void {
    const tick = this.#nextTick++;
    this.#onPoint({ tick, missed, serve });
    this.#arm();
  }
}

/**
 * Refuses a grid that is none, or that the clock cannot keep, before anything is started.
 *
 * @throws {RangeError} Says what the clock can keep and what to use instead.
 */
export function checkGrid({ finestPeriodMs = 0 }: Clock, options: GridOptions): void {
  const { periodMs, delayMs = 0, maxLateMs = 0 } = options;
  if (!(periodMs > 0 && periodMs < Infinity)) {
    throw new RangeError(`Cannot keep time: periodMs must be finite and > 0, got ${periodMs}`);
  }
  if (periodMs < finestPeriodMs) {
    throw new RangeError(
      `Cannot keep a period of ${periodMs} ms: timers of this thread keep ${finestPeriodMs} ms ` +
        `or more; use acquireInWorker() for a shorter one`,
    );
  }
  for (const [name, ms] of [["delayMs", delayMs], ["maxLateMs", maxLateMs]] as const) {
    if (!(ms >= 0)) throw new RangeError(`Cannot keep time: ${name} must be >= 0, got ${ms}`);
  }
}
