import { assertEquals } from "../../deps/assert.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

Deno.test("VirtualClock runs timers at their moments, in order, also ones set on the way", async () => {
  const clock = new VirtualClock();
  const fired: [string, number][] = [];
  const note = (name: string) => () => void fired.push([name, clock.nowMs()]);
  clock.timer(30, note("third"));
  clock.timer(10, () => {
    note("first")();
    clock.timer(10, note("second"));
  });
  clock.timer(30, note("fourth"));
  clock.timer(31, note("never"));
  await clock.advance(30);
  assertEquals(fired, [["first", 10], ["second", 20], ["third", 30], ["fourth", 30]]);
  assertEquals(clock.pendingTimers, 1);
});

Deno.test("VirtualClock.stall() makes timers late; wall steps move no timer", async () => {
  const clock = new VirtualClock(5_000);
  let atMs: number | undefined;
  clock.timer(10, () => atMs = clock.nowMs());
  clock.stall(25);
  clock.stepWall(-1_000_000);
  assertEquals(atMs, undefined);
  await clock.advance(0);
  assertEquals(atMs, 25);
  assertEquals(clock.wallMs(), 5_000 + 25 - 1_000_000);
});

Deno.test("VirtualClock.timer() gives what cancels it", async () => {
  const clock = new VirtualClock();
  let fired = false;
  clock.timer(10, () => fired = true)();
  await clock.advance(10);
  assertEquals([fired, clock.pendingTimers], [false, 0]);
});
