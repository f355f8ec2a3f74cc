import { channel, systemClock } from "../../../../mod.ts";

let reads = 0;

/** Comes back from its third read too late; Deno could not end a thread that never did. */
export const channels = [channel("wedged", "", () => {
  if (++reads === 3) {
    for (const endMs = systemClock.nowMs() + 3_000; systemClock.nowMs() < endMs;);
  }
  return reads;
})];
