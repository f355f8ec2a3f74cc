import type { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

/** Lets time pass, 10 ms at a time, until something is settled: an hour at the most. */
export async function advanceUntil<T>(clock: VirtualClock, waited: Promise<T>): Promise<T> {
  let isSettled = false;
  const over = (): void => void (isSettled = true);
  waited.then(over, over);
  for (let steps = 0; !isSettled && steps < 360_000; steps++) await clock.advance(10);
  if (!isSettled) throw new Error("It is not settled after an hour");
  return await waited;
}
