import type { Clock } from "../contract/clock.ts";
import { nextTurn } from "../base/system_clock.ts";

/** The most timers that can be due at one moment. */
const MOST_AT_ONCE = 100_000;
const WHY = "timers are set for this moment again and again";

interface Timer {
  readonly atMs: number;
  readonly callback: () => void;
}

/**
 * Time that stands still until a test moves it, so that a test of an hour takes no time.
 *
 * @example An hour at once
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { VirtualClock } from "@readout/readout/testing";
 *
 * const clock = new VirtualClock();
 * let fired = false;
 * clock.timer(3_600_000, () => fired = true);
 * await clock.advance(3_600_000);
 * strictEqual(fired, true);
 * ```
 */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #wallOffsetMs: number;
  readonly #timers = new Set<Timer>();

  /**
   * Makes a clock at monotonic time 0.
   *
   * @param wallMs Its wall time at the start, in ms since the Unix epoch.
   */
  constructor(wallMs: number = Date.UTC(2026, 0, 1)) {
    this.#wallOffsetMs = wallMs;
  }

  /** Monotonic time in ms: what has been advanced so far. */
  nowMs(): number {
    return this.#nowMs;
  }

  /** Wall time in ms since the Unix epoch. */
  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  /** Calls `callback` when the clock has been advanced by `ms`; returns what cancels it. */
  timer(ms: number, callback: () => void): () => void {
    const timer = { atMs: this.#nowMs + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers are waiting: 0 when nothing was left behind. */
  get pendingTimers(): number {
    return this.#timers.size;
  }

  /** Changes the wall time at once by `ms`, as a clock correction does; monotonic time goes on. */
  stepWall(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** Lets time pass with nobody running, as when the event loop is blocked: timers fire late. */
  stall(ms: number): void {
    this.#nowMs += ms;
  }

  /**
   * Moves time on by `ms`, running each timer at its moment, and whatever becomes ready by it
   * before the next.
   *
   * @param ms How far, in ms. Rejects if timers are set for now again and again, so that time stands
   * still.
   */
  async advance(ms: number): Promise<void> {
    const endMs = this.#nowMs + ms;
    let atOnce = 0;
    await nextTurn();
    for (let due = this.#earliest(endMs); due; due = this.#earliest(endMs)) {
      this.#timers.delete(due);
      atOnce = due.atMs > this.#nowMs ? 0 : atOnce + 1;
      if (atOnce > MOST_AT_ONCE) {
        throw new Error(`Cannot move time on from ${this.#nowMs} ms: ${WHY}`);
      }
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.callback();
      await nextTurn();
    }
    this.#nowMs = Math.max(this.#nowMs, endMs);
    await nextTurn();
  }

  #earliest(untilMs: number): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.atMs <= untilMs && (first === undefined || timer.atMs < first.atMs)) first = timer;
    }
    return first;
  }
}
