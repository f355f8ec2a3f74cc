import type { Random } from "../../../contract/random.ts";
import { untilNextMs } from "../seeds.ts";
import type { Calendar } from "./calendar.ts";

const HOUR_MS = 3_600_000;
/** Daylight saving, and corrections, in ms. */
const STEPS_MS: readonly number[] = [HOUR_MS, -HOUR_MS, 500, -500, 2_000, -30];

/** Puts steps of the wall clock into a calendar; a few at least in a time. */
export function addWallSteps(
  calendar: Calendar,
  random: Random,
  lastsMs: number,
  step: (ms: number) => void,
): void {
  const betweenMs = Math.min(6 * HOUR_MS, lastsMs / 3);
  calendar.add(untilNextMs(random, betweenMs), () => {
    step(STEPS_MS[Math.floor(random.next() * STEPS_MS.length)]!);
    return untilNextMs(random, betweenMs);
  });
}
