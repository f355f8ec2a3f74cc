import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import { systemClock } from "../../base/system_clock.ts";
import { staleAfterMsOf } from "./alarm_limits.ts";

/** When an interlock suspends and when it resumes: each side has two thresholds of its own. */
export interface InterlockLimits {
  /** Suspends from here on upwards. */
  readonly suspendAbove?: number | undefined;
  /** Resumes below this. Default: `suspendAbove`. */
  readonly resumeBelow?: number | undefined;
  /** Suspends from here on downwards. */
  readonly suspendBelow?: number | undefined;
  /** Resumes above this. Default: `suspendBelow`. */
  readonly resumeAbove?: number | undefined;
  /** How long the value has to be where it resumes, in ms. Default: 0. */
  readonly resumeAfterMs?: number | undefined;
  /** How old the last good reading may be, in ms. Default: 3 times `periodMs`, 1 s at least. */
  readonly staleAfterMs?: number | undefined;
  /** How often the channel is read, in ms. Without it and `staleAfterMs` no reading is too old. */
  readonly periodMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Says whether something may go on. It may not before the first good reading, nor after one that is
 * bad, uncertain, too old or NaN: what is not known is not safe.
 *
 * @example Writes that are not tried again while the pressure is high
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { channel } from "@readout/readout";
 *
 * const bar = [2, 7, 5, 3];
 * const pressure = channel("pressure", "bar", () => bar.shift()!);
 * const interlock = new Interlock("pressure", { suspendAbove: 6, resumeBelow: 4 });
 * const states: boolean[] = [];
 * while (bar.length > 0) {
 *   interlock.see(await pressure.read());
 *   states.push(interlock.suspended);
 * }
 * strictEqual(String(states), "false,true,true,false");
 * ```
 */
export class Interlock {
  /** What it is called in the reasons it gives. */
  readonly name: string;
  readonly #limits: InterlockLimits;
  readonly #clock: Clock;
  readonly #staleAfterMs: number;
  #why: string | undefined = "nothing is known yet";
  #resumableMs: number | undefined;
  /** When the newest reading was made, of whatever quality. */
  #seenMs = -Infinity;
  /** When the last good value was measured. */
  #goodMs = -Infinity;

  /**
   * Makes an interlock that is suspended, because nothing is known yet.
   *
   * @throws {RangeError} If there is no threshold, it resumes where it suspends, or a time cannot be.
   */
  constructor(name: string, limits: InterlockLimits) {
    const { suspendAbove = Infinity, resumeBelow = suspendAbove } = limits;
    const { suspendBelow = -Infinity, resumeAbove = suspendBelow } = limits;
    const { resumeAfterMs = 0, clock = systemClock } = limits;
    const hasSide = limits.suspendAbove !== undefined || limits.suspendBelow !== undefined;
    const isOrdered = suspendBelow <= resumeAbove && resumeAbove < resumeBelow &&
      resumeBelow <= suspendAbove;
    const staleAfterMs = staleAfterMsOf(limits);
    if (!hasSide || !isOrdered || !(resumeAfterMs >= 0) || !(staleAfterMs > 0)) {
      throw new RangeError(
        `Cannot make interlock ${printable(name)}: suspendBelow <= resumeAbove < resumeBelow <= ` +
          `suspendAbove, resumeAfterMs >= 0 and staleAfterMs > 0 should hold, with one of the ` +
          `first and last threshold given`,
      );
    }
    this.name = name;
    this.#limits = { suspendAbove, resumeBelow, suspendBelow, resumeAbove, resumeAfterMs };
    this.#clock = clock;
    this.#staleAfterMs = staleAfterMs;
  }

  /** Whether it is suspended. */
  get suspended(): boolean {
    return this.why !== undefined;
  }

  /** Why it is suspended, if it is: as an exclusion of a plan says it. */
  get why(): string | undefined {
    const ageMs = this.#clock.nowMs() - this.#goodMs;
    if (this.#why === undefined && ageMs > this.#staleAfterMs) {
      this.#suspend(`nothing good for ${Math.round(ageMs)} ms`);
    }
    return this.#why && `interlock ${this.name}: ${this.#why}`;
  }

  /** Sees a reading of what it watches. */
  see(reading: Reading<number>): void {
    const { suspendAbove, resumeBelow, suspendBelow, resumeAbove, resumeAfterMs } = this.#limits;
    const { status, value, monoMs, tookMs, ageMs = 0 } = reading;
    const readMs = Math.min(monoMs + tookMs, this.#clock.nowMs()); // nothing is of the future
    if (readMs < this.#seenMs) return; // it comes late: a newer one has been seen
    this.#seenMs = readMs;
    if (status !== "good") return this.#suspend(`the reading is ${status}, ${reading.reason}`);
    this.#goodMs = readMs - ageMs;
    const isInside = value > suspendBelow! && value < suspendAbove!; // false for NaN
    if (!isInside) return this.#suspend(`${value} ${reading.unit}`.trim());
    const mayResume = value > resumeAbove! && value < resumeBelow!;
    if (!mayResume) this.#resumableMs = undefined;
    else this.#resumableMs ??= this.#clock.nowMs();
    if (this.#why === undefined || this.#resumableMs === undefined) return;
    if (this.#clock.nowMs() - this.#resumableMs >= resumeAfterMs!) this.#why = undefined;
  }

  #suspend(why: string): void {
    this.#why = why;
    this.#resumableMs = undefined;
  }
}
