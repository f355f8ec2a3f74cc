import { assertEquals } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { Watchdog } from "../../../lib/base/watchdog.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

class CountingClock extends VirtualClock {
  armed = 0;
  override timer(ms: number, callback: () => void): () => void {
    this.armed++;
    return super.timer(ms, callback);
  }
}

Deno.test("Watchdog expires each deadline at its moment, not before", async () => {
  await fc.assert(fc.asyncProperty(
    fc.array(fc.record({ atMs: fc.nat(100), releasedAtMs: fc.option(fc.nat(100)) })),
    async (plans) => {
      const clock = new VirtualClock();
      const watchdog = new Watchdog(clock);
      const expired: (number | undefined)[] = plans.map(() => undefined);
      const watched = plans.map(({ atMs }, at) => ({
        deadlineMs: atMs,
        expire: () => void (expired[at] = clock.nowMs()),
      }));
      // A release at the same moment comes first: its timer is older.
      plans.forEach(({ releasedAtMs }, at) => {
        if (releasedAtMs !== null) clock.timer(releasedAtMs, () => watchdog.release(watched[at]!));
      });
      for (const one of watched) watchdog.watch(one);
      await clock.advance(200);
      plans.forEach(({ atMs, releasedAtMs }, at) => {
        const released = releasedAtMs !== null && releasedAtMs <= atMs;
        assertEquals(expired[at], released ? undefined : atMs);
      });
      assertEquals(clock.pendingTimers, 0);
    },
  ));
});

Deno.test("Watchdog arms one timer for a loop of deadlines that are all met", async () => {
  const clock = new CountingClock();
  const watchdog = new Watchdog(clock);
  for (let turn = 0; turn < 1_000; turn++) {
    const one = { deadlineMs: clock.nowMs() + 2_000, expire: () => {} };
    watchdog.watch(one);
    clock.stall(0.1);
    await Promise.resolve();
    watchdog.release(one);
    await Promise.resolve();
  }
  assertEquals(clock.armed, 1);
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("Watchdog fires sooner when a sooner deadline comes later", async () => {
  const clock = new VirtualClock();
  const watchdog = new Watchdog(clock);
  const order: string[] = [];
  watchdog.watch({ deadlineMs: 100, expire: () => void order.push("late") });
  watchdog.watch({ deadlineMs: 10, expire: () => void order.push("soon") });
  await clock.advance(50);
  assertEquals(order, ["soon"]);
  await clock.advance(50);
  assertEquals(order, ["soon", "late"]);
});

Deno.test("Watchdog does not expire what was released as another expired at the same moment", async () => {
  const clock = new VirtualClock();
  const watchdog = new Watchdog(clock);
  let expired = 0;
  const other = { deadlineMs: 10, expire: () => void expired++ };
  watchdog.watch({ deadlineMs: 10, expire: () => watchdog.release(other) });
  watchdog.watch(other);
  await clock.advance(20);
  assertEquals([expired, clock.pendingTimers], [0, 0]);
});
