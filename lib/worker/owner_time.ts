import { systemClock } from "../base/system_clock.ts";

const ROUNDS = 20;

/**
 * Finds what to add to this thread's monotonic time to have its owner's: each thread counts from
 * its own start, and the wall clock may have been stepped between the two.
 *
 * @param ask Asks the owner for its time. The quickest of twenty answers is used.
 */
export async function ownerOffsetMs(ask: () => Promise<number>): Promise<number> {
  let quickestMs = Infinity;
  let offsetMs = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const askedMs = systemClock.nowMs();
    const ownerMs = await ask();
    const answeredMs = systemClock.nowMs();
    if (answeredMs - askedMs < quickestMs) {
      quickestMs = answeredMs - askedMs;
      offsetMs = ownerMs - (askedMs + answeredMs) / 2;
    }
  }
  return offsetMs;
}
