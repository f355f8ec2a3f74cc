import type { ReadCall, Reader } from "../../contract/channel.ts";
import type { HostCore } from "./host_core.ts";

/**
 * The shortest span over which a change is measured, in ms. The kernel counts in steps of 10 ms,
 * so a shorter one would show the steps and not the load.
 */
export const SPAN_MS = 100;

/** How a value comes of two looks at something that only ever counts up. */
export interface Change<S> {
  /** Looks once. */
  readonly look: () => S | Promise<S>;
  /**
   * The value between two looks; `undefined` if there is none, because nothing has been counted
   * or the counting has started again: then the newer look is the next one's older.
   */
  readonly between: (older: S, newer: S, spanMs: number) => number | undefined;
}

interface Look<S> {
  readonly atMs: number;
  readonly state: S;
}

/**
 * Makes a reader of what changes: a rate, a share of time.
 *
 * A change has no first value, so the first read looks, waits, and looks again. A later one gives
 * the change since the previous read, or, if that is less than {@linkcode SPAN_MS} ago, over that
 * span at least: however often it is read, each value is a measured one and none is a made-up 0.
 */
export function changeReader<S>(core: HostCore, change: Change<S>): Reader<number> {
  const { look, between } = change;
  const { clock } = core;
  let base: Look<S> | undefined; // what a value is measured from
  let next: Look<S> | undefined; // what it will be measured from, once that is old enough

  function value(atMs: number, state: S): number | undefined {
    if (base === undefined || next === undefined) {
      base = next = { atMs, state };
      return undefined;
    }
    if (atMs - next.atMs >= SPAN_MS) {
      base = next;
      next = { atMs, state };
    }
    const spanMs = atMs - base.atMs;
    if (spanMs < SPAN_MS) return undefined;
    const result = between(base.state, state, spanMs);
    if (result === undefined) base = next = { atMs, state };
    return result;
  }

  async function wait(call: ReadCall, first: Promise<S> | undefined): Promise<number> {
    let atMs = clock.nowMs();
    let result = first && value(atMs, await first);
    while (result === undefined) {
      const sinceMs = clock.nowMs() - (base?.atMs ?? atMs);
      await core.wait(Math.max(1, SPAN_MS - sinceMs), call);
      atMs = clock.nowMs();
      result = value(atMs, await look());
    }
    return result;
  }

  return (call) => {
    const atMs = clock.nowMs();
    const state = look();
    if (state instanceof Promise) return wait(call, state);
    return value(atMs, state) ?? wait(call, undefined);
  };
}
