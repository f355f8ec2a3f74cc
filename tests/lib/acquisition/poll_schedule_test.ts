import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { every } from "../../../lib/acquisition/every.ts";
import { poll } from "../../../lib/acquisition/poll.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { run, timed } from "./timed.ts";

Deno.test("poll() after a stall of 10 s at 10 Hz reads once, on the grid, and counts what it missed", async () => {
  const clock = new VirtualClock();
  const { starts, channel } = timed(clock, "a", () => 0);
  const stop = new AbortController();
  const { readings, done } = run([channel], { periodMs: 100, clock, signal: stop.signal });
  await clock.advance(50);
  clock.stall(10_030); // the event loop is blocked until 10,080: points 100 to 10,000 pass
  await clock.advance(320);
  assertEquals(starts, [0, 10_100, 10_200, 10_300, 10_400]);
  assertEquals(readings.map(({ missedTicks = 0 }) => missedTicks), [0, 100, 0, 0, 0]);
  stop.abort();
  await done;
});

Deno.test("poll() serves a point of the grid that is only a little late", async () => {
  const clock = new VirtualClock();
  const { starts, channel } = timed(clock, "a", () => 0);
  const { done } = run([channel], { periodMs: 100, clock, count: 3 });
  await clock.advance(0);
  clock.stall(140);
  await clock.advance(100);
  await done;
  assertEquals(starts, [0, 140, 200]);
});

Deno.test("poll() keeps its schedule when the wall clock steps by an hour either way", async () => {
  for (const stepMs of [3_600_000, -3_600_000]) {
    const clock = new VirtualClock();
    const { starts, channel } = timed(clock, "a", () => 1);
    const { readings, done } = run([channel], { periodMs: 100, clock, count: 4 });
    await clock.advance(150);
    clock.stepWall(stepMs);
    await clock.advance(400);
    await done;
    assertEquals(starts, [0, 100, 200, 300]);
    assertEquals(readings[2]!.wallMs - readings[1]!.wallMs, 100 + stepMs);
  }
});

Deno.test("poll() with maxLateMs catches up a pause that is short enough, one reading a point", async () => {
  const clock = new VirtualClock();
  const { starts, channel } = timed(clock, "a", () => 0);
  const { polling, done } = run([channel], { periodMs: 1, maxLateMs: 5, clock, count: 12 });
  await clock.advance(1.5);
  clock.stall(4.5); // until 6: points 2 to 6 are at most 4 late
  await clock.advance(1);
  clock.stall(9); // until 16: points 8 to 10 are more than 5 late
  await clock.advance(0);
  await done;
  assertEquals(starts, [0, 1, 6, 6, 6, 6, 6, 7, 16, 16, 16, 16]);
  assertEquals(polling.stats().missedTicks.get("a"), 3);
});

Deno.test("poll() says at once that this thread's timers cannot keep a period", () => {
  const one = channel("one", "", () => 1);
  assertThrows(() => poll(one, { periodMs: 1 }), RangeError, "acquireInWorker");
});

Deno.test("poll() and every() refuse a lateness or a delay that is none", () => {
  const one = channel("one", "", () => 1);
  for (const ms of [-1, NaN]) {
    assertThrows(() => poll(one, { periodMs: 10, maxLateMs: ms }), RangeError, "maxLateMs");
    assertThrows(() => every(10, () => {}, { delayMs: ms }), RangeError, "delayMs");
  }
});
