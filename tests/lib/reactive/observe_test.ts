import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { bufferCount, map } from "../../deps/rxjs.ts";
import { observe } from "../../../lib/reactive/observe.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

function counted(clock: VirtualClock) {
  const seen = { reads: 0 };
  return { seen, channel: channel("n", "", () => seen.reads++, { clock }) };
}

Deno.test("observe() polls once for all subscribers, and only while there is one", async () => {
  const clock = new VirtualClock();
  const { channel, seen } = counted(clock);
  const readings = observe(channel, { periodMs: 10, clock });
  await clock.advance(100);
  assertEquals(seen.reads, 0);
  const one: (number | null)[] = [];
  const other: (number | null)[] = [];
  const first = readings.subscribe(({ value }) => one.push(value));
  await clock.advance(15);
  const second = readings.subscribe(({ value }) => other.push(value));
  await clock.advance(10);
  first.unsubscribe();
  await clock.advance(10);
  second.unsubscribe();
  await nextTurn();
  assertEquals([one, other, seen.reads], [[0, 1, 2], [2, 3], 4]);
  assertEquals(clock.pendingTimers, 0);
  await clock.advance(100);
  assertEquals(seen.reads, 4);
  readings.subscribe().unsubscribe(); // and it can begin again
  assertEquals(seen.reads, 5);
});

Deno.test("observe() goes through interval, map and sliding buffer as in the book", async () => {
  const clock = new VirtualClock();
  const { channel } = counted(clock);
  const windows: (number | null)[][] = [];
  observe(channel, { periodMs: 100, clock, count: 4 })
    .pipe(map(({ value }) => value), bufferCount(3, 1))
    .subscribe((window) => windows.push(window));
  await clock.advance(1_000);
  assertEquals(windows.slice(0, 2), [[0, 1, 2], [1, 2, 3]]);
});

Deno.test("observe() completes at its count or when its signal aborts, and leaves nothing", async () => {
  for (const way of ["count", "signal"] as const) {
    const clock = new VirtualClock();
    const stop = new AbortController();
    let completed = 0;
    const options = { periodMs: 10, clock, signal: stop.signal };
    observe(counted(clock).channel, way === "count" ? { ...options, count: 2 } : options)
      .subscribe({ complete: () => completed++ });
    await clock.advance(15);
    if (way === "signal") stop.abort();
    await nextTurn();
    assertEquals([completed, clock.pendingTimers], [1, 0]);
  }
});

Deno.test("observe() gives a failed read as a bad reading, not as an error", async () => {
  const clock = new VirtualClock();
  const bad = channel("bad", "", () => NaN, { clock });
  const seen: string[] = [];
  observe(bad, { periodMs: 10, clock, count: 2 }).subscribe({
    next: ({ status }) => seen.push(status),
    error: () => seen.push("error"),
  });
  await clock.advance(50);
  assertEquals(seen, ["bad", "bad"]);
});

Deno.test("observe() refuses a period that makes no sense before anyone subscribes", () => {
  assertThrows(() => observe(channel("a", "", () => 1), { periodMs: 0 }), RangeError, "periodMs");
});
