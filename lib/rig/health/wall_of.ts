import type { Clock } from "../../contract/clock.ts";

/**
 * When something was, by the wall clock as it is set now: so that how long ago that was stays true when
 * the clock is put forward or back.
 *
 * @param monoMs When it was, in monotonic ms.
 * @returns In ms since the Unix epoch.
 */
export function wallOf(clock: Clock, monoMs: number): number {
  return Math.round(clock.wallMs() - (clock.nowMs() - monoMs));
}
