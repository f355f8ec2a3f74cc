import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import { systemClock } from "../base/system_clock.ts";
import { Grid, type GridPoint } from "./grid.ts";

/** How {@linkcode every} calls. */
export interface EveryOptions extends AbortOptions {
  /** From now to the first call, in ms. Default: one period. */
  readonly delayMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** What a callback of {@linkcode every} is told. */
export interface Tick extends AbortOptions {
  /** The number of the point in the grid, from 0. */
  readonly tick: number;
  /** Points missed since the last call. */
  readonly missedTicks: number;
  /** Aborts when the timer is cancelled. */
  readonly signal: AbortSignal;
}

/** A timer under way. */
export interface RepeatingTimer extends AsyncDisposable {
  /** Resolves when it has been cancelled and the last call has ended; rejects if a call throws. */
  readonly done: Promise<void>;
  /** Makes no further call, not even the first, and aborts the signal of one under way. */
  cancel(): void;
}

/**
 * Calls back again and again on a fixed grid of monotonic time, without drift or overlap: a point
 * of the grid at which the last call has not ended is missed and counted.
 *
 * A callback that throws or rejects ends the timer, and `done` rejects with what it threw, so that
 * an error nobody asks for is still seen.
 *
 * (Hughes, chapter 11: timer and callback.)
 *
 * @param periodMs The spacing of the grid in ms.
 * @param callback What to call; it may return a promise.
 * @param options Delay of the first call, signal and clock.
 * @throws {RangeError} If `periodMs` is not finite and above 0, or `delayMs` not >= 0.
 *
 * @example Three calls
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * let calls = 0;
 * await using timer = every(10, () => {
 *   if (++calls === 3) timer.cancel();
 * });
 * await timer.done;
 * strictEqual(calls, 3);
 * ```
 */
export function every(
  periodMs: number,
  callback: (tick: Tick) => void | PromiseLike<void>,
  options: EveryOptions = {},
): RepeatingTimer {
  const { delayMs = periodMs, signal, clock = systemClock } = options;
  const { promise: done, resolve, reject } = Promise.withResolvers<void>();
  const stop = new AbortController();
  let running = false;
  let missedTicks = 0;

  async function onPoint({ tick, missed, serve }: GridPoint): Promise<void> {
    missedTicks += missed;
    if (running || !serve) return void missedTicks++;
    const told: Tick = { tick, missedTicks, signal: stop.signal };
    missedTicks = 0;
    running = true;
    try {
      await callback(told);
    } catch (thrown) {
      reject(thrown);
      cancel();
    }
    running = false;
    if (stop.signal.aborted) resolve();
  }

  function cancel(): void {
    if (stop.signal.aborted) return;
    grid.stop();
    signal?.removeEventListener("abort", cancel);
    stop.abort();
    if (!running) resolve();
  }

  const grid = new Grid(clock, { periodMs, delayMs }, onPoint);
  if (signal?.aborted) cancel();
  else {
    signal?.addEventListener("abort", cancel, { once: true });
    grid.start();
  }
  return {
    done,
    cancel,
    async [Symbol.asyncDispose](): Promise<void> {
      cancel();
      await done;
    },
  };
}
