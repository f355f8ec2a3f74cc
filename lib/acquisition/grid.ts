import type { Clock } from "../contract/clock.ts";

/** A point of a grid, as it is served or passed over. */
export interface GridPoint {
  /** Its number, from 0. */
  readonly tick: number;
  /** Points just before it that passed while nobody could serve them. */
  readonly missed: number;
  /** Whether to act now. If not, this point is missed too: it is more than half a period old. */
  readonly serve: boolean;
}

/**
 * Points in monotonic time, a period apart, starting now: the schedule of everything that is done
 * again and again.
 *
 * Each timer is set for the point itself, so lateness never adds up. Points that pass while the
 * event loop is blocked are counted, not caught up: the grid is rejoined, not squeezed. A point is
 * served up to half a period late, so two are never served closer to each other than that.
 */
export class Grid {
  readonly #clock: Clock;
  readonly #periodMs: number;
  readonly #onPoint: (point: GridPoint) => void;
  readonly #startMs: number;
  #nextTick = 0;
  #cancelTimer: (() => void) | undefined;
  #stopped = false;

  /**
   * Makes a grid whose point 0 is `delayMs` from now; {@linkcode Grid.start} sets it going.
   *
   * @throws {RangeError} If `periodMs` is not a finite number above 0.
   */
  constructor(
    clock: Clock,
    periodMs: number,
    onPoint: (point: GridPoint) => void,
    delayMs: number = 0,
  ) {
    if (!(periodMs > 0 && periodMs < Infinity)) {
      throw new RangeError(`Cannot make a grid: periodMs must be finite and > 0, got ${periodMs}`);
    }
    this.#clock = clock;
    this.#periodMs = periodMs;
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
    const tick = Math.floor(sinceStartMs / this.#periodMs + 1e-9);
    const missed = tick - this.#nextTick;
    if (missed < 0) return this.#arm(); // the timer was early
    const oldMs = sinceStartMs - tick * this.#periodMs;
    this.#nextTick = tick;
    this.#pass(missed, oldMs <= this.#periodMs / 2);
  };

  #pass(missed: number, serve: boolean): void {
    const tick = this.#nextTick++;
    this.#onPoint({ tick, missed, serve });
    this.#arm();
  }
}
