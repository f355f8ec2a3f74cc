import { RestartLimit } from "../../../../lib/rig/supervise/restart_limit.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { assert, assertEquals } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";

Deno.test("RestartLimit never allows more than five starts in a minute, whatever happens when", async () => {
  const event = fc.record({
    afterMs: fc.integer({ min: 0, max: 40_000 }),
    worked: fc.boolean(),
  });
  await fc.assert(fc.asyncProperty(fc.array(event, { maxLength: 60 }), async (events) => {
    const clock = new VirtualClock();
    const limit = new RestartLimit(clock);
    const startsMs: number[] = [];
    for (const { afterMs, worked } of events) {
      await clock.advance(afterMs);
      if (worked) limit.worked();
      const waitMs = limit.failed();
      await clock.advance(waitMs);
      startsMs.push(clock.nowMs());
    }
    for (const [at, startMs] of startsMs.entries()) {
      const fifthBefore = startsMs[at - 5];
      assert(fifthBefore === undefined || startMs - fifthBefore >= 60_000, `${startsMs}`);
    }
  }));
});

Deno.test("RestartLimit tries each minute until the part works, and then allows five again", async () => {
  const clock = new VirtualClock();
  const limit = new RestartLimit(clock);
  const waits = (count: number): number[] => Array.from({ length: count }, () => limit.failed());
  assertEquals(waits(6), [0, 0, 0, 0, 0, 60_000]);
  assertEquals(limit.isSlow, true);
  await clock.advance(60_000);
  assertEquals(waits(1), [60_000]);
  await clock.advance(60_000);
  limit.worked();
  assertEquals(limit.isSlow, false);
  await clock.advance(60_000);
  assertEquals(waits(5), [0, 0, 0, 0, 0]);
  assertEquals(limit.count, 12);
});
