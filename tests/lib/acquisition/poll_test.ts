import { assert, assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { poll } from "../../../lib/acquisition/poll.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { delay } from "../../../lib/base/delay.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { run, timed } from "./timed.ts";

Deno.test("poll() reads on a grid that starts with the loop and never drifts", async () => {
  const clock = new VirtualClock();
  clock.stall(17.5);
  const { starts, channel } = timed(clock, "a", () => 3);
  const stop = new AbortController();
  const { done } = run([channel], { periodMs: 10, clock, signal: stop.signal });
  await clock.advance(3_600_000);
  assertEquals(starts.length, 360_001);
  assert(starts.every((startMs, tick) => startMs === 17.5 + tick * 10));
  stop.abort();
  await done;
});

Deno.test("poll() keeps its grid when a read overruns the period, and says what it missed", async () => {
  const clock = new VirtualClock();
  const { starts, channel } = timed(clock, "a", (read) => read === 1 ? 25 : 1);
  const { readings, done, polling } = run([channel], { periodMs: 10, clock, count: 4 });
  await clock.advance(200);
  await done;
  assertEquals(starts, [0, 10, 40, 50]);
  assertEquals(readings.map(({ missedTicks }) => missedTicks), [
    undefined,
    undefined,
    2,
    undefined,
  ]);
  assertEquals(readings.map(({ reason }) => reason), ["ok", "ok", "overload", "ok"]);
  assertEquals(polling.stats(), { ticks: 6, readings: 4, missedTicks: new Map([["a", 2]]) });
});

Deno.test("poll() has one hung channel delay none of 99 healthy ones", async () => {
  const clock = new VirtualClock();
  const hung = channel("hung", "", () => new Promise<number>(() => {}), {
    clock,
    timeoutMs: 1_000,
  });
  const healthy = Array.from({ length: 99 }, (_, at) => timed(clock, `healthy${at}`, () => 5));
  const stop = new AbortController();
  const all = [hung, ...healthy.map(({ channel }) => channel)];
  const { polling, readings, done } = run(all, { periodMs: 100, clock, signal: stop.signal });
  await clock.advance(10_000);
  stop.abort();
  await done;
  const grid = Array.from({ length: 101 }, (_, tick) => tick * 100);
  for (const { starts } of healthy) assertEquals(starts, grid);
  const { missedTicks } = polling.stats();
  for (const { channel } of healthy) assertEquals(missedTicks.get(channel.name), 0);
  const bad = readings.filter(({ channel }) => channel === "hung");
  assert(bad.length >= 9 && bad.every(({ status, value }) => status === "bad" && value === null));
});

Deno.test("poll() gives a failed read as a bad reading and goes on", async () => {
  const clock = new VirtualClock();
  let reads = 0;
  const flaky = channel("flaky", "V", () => {
    if (++reads === 2) throw new Error("no");
    return reads;
  }, { clock });
  const { readings, done } = run([flaky], { periodMs: 10, clock, count: 3 });
  await clock.advance(100);
  await done;
  assertEquals(readings.map(({ value }) => value), [1, null, 3]);
  assertEquals(readings.map(({ seq }) => seq), [0, 1, 2]);
});

Deno.test("poll() never has two reads of a channel at once, nor an unread backlog, whatever happens", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(45), { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(45), { minLength: 1, maxLength: 12 }),
      fc.array(fc.nat(70), { maxLength: 6 }),
      async (readsMs, bodiesMs, stallsMs) => {
        const clock = new VirtualClock();
        const one = timed(clock, "one", (read) => readsMs[read % readsMs.length]!);
        const other = timed(clock, "other", () => 1);
        const stop = new AbortController();
        const polling = poll([one.channel, other.channel], {
          periodMs: 10,
          clock,
          signal: stop.signal,
        });
        const seen = new Map<string, number>([["one", 0], ["other", 0]]);
        let body = 0;
        const done = (async () => {
          for await (const { channel, missedTicks = 0 } of polling) {
            seen.set(channel, seen.get(channel)! + 1 + missedTicks);
            const bodyMs = bodiesMs[body++ % bodiesMs.length]!;
            if (bodyMs > 0) await delay(bodyMs, { clock });
          }
        })();
        for (const stallMs of stallsMs) {
          await clock.advance(33);
          clock.stall(stallMs);
        }
        await clock.advance(500);
        stop.abort();
        await clock.advance(50);
        await done;
        for (const { channel: { name }, starts, seen: { most } } of [one, other]) {
          assert(most <= 1);
          // Two starts are never closer than half a period: nothing is caught up.
          assert(starts.every((ms, at) => at === 0 || ms - starts[at - 1]! >= 5));
          // Each start is inside the point of the grid that it serves, and none is served twice.
          const ticks = starts.map((ms) => Math.floor(ms / 10 + 1e-9));
          assertEquals(new Set(ticks).size, ticks.length);
          // Every point is a read or is counted as missed.
          const { ticks: passed, missedTicks } = polling.stats();
          assertEquals(starts.length + missedTicks.get(name)!, passed);
          assert(seen.get(name)! <= passed);
        }
        assertEquals(clock.pendingTimers, 0);
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("poll() stops its reads, its timer and its listeners when the loop breaks", async () => {
  const clock = new VirtualClock();
  const quick = timed(clock, "quick", () => 1);
  const slow = timed(clock, "slow", () => 1_000);
  const stop = new AbortController();
  const done = (async () => {
    const options = { periodMs: 10, clock, signal: stop.signal };
    for await (const _ of poll([quick.channel, slow.channel], options)) break;
  })();
  await clock.advance(5);
  await done;
  await nextTurn();
  assertEquals([clock.pendingTimers, slow.seen.atOnce], [0, 0]);
  const reads = quick.starts.length;
  await clock.advance(1_000);
  assertEquals(quick.starts.length, reads);
});

Deno.test("poll() ends quietly when its signal aborts, also while nobody waits for it", async () => {
  for (const duringBody of [false, true]) {
    const clock = new VirtualClock();
    const { channel, seen } = timed(clock, "a", () => 5);
    const stop = new AbortController();
    let readings = 0;
    const done = (async () => {
      for await (const _ of poll(channel, { periodMs: 10, clock, signal: stop.signal })) {
        readings++;
        if (duringBody) stop.abort(new Error("never seen"));
      }
    })();
    await clock.advance(7);
    stop.abort(new Error("never seen"));
    await done;
    await nextTurn();
    assertEquals([readings, seen.atOnce, clock.pendingTimers], [1, 0, 0]);
  }
});

Deno.test("poll() with a signal that has already aborted reads nothing", async () => {
  const clock = new VirtualClock();
  const { channel, starts } = timed(clock, "a", () => 0);
  const { readings, done } = run([channel], { periodMs: 1, clock, signal: AbortSignal.abort() });
  await done;
  assertEquals([readings, starts, clock.pendingTimers], [[], [], 0]);
});

Deno.test("poll() ends after count readings of each channel, and not before", async () => {
  const clock = new VirtualClock();
  const quick = timed(clock, "quick", () => 0);
  const slow = timed(clock, "slow", () => 25);
  const { readings, done } = run([quick.channel, slow.channel], { periodMs: 10, clock, count: 2 });
  await clock.advance(100);
  await done;
  assertEquals(readings.map(({ channel }) => channel), ["quick", "quick", "slow", "slow"]);
  assertEquals([quick.starts, slow.starts], [[0, 10], [0, 30]]);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("poll() of no channel, or of no reading, ends at once", async () => {
  const clock = new VirtualClock();
  const { channel, starts } = timed(clock, "a", () => 0);
  await run([], { periodMs: 10, clock }).done;
  await run([channel], { periodMs: 10, clock, count: 0 }).done;
  assertEquals(starts, []);
});

Deno.test("poll() reads nothing before the loop asks, and can be left unasked", async () => {
  const clock = new VirtualClock();
  const { channel, starts } = timed(clock, "a", () => 0);
  await using _unused = poll(channel, { periodMs: 10, clock });
  await clock.advance(100);
  assertEquals(starts, []);
});

Deno.test("poll() gives each channel's readings their own types", async () => {
  const clock = new VirtualClock();
  const text = channel("text", "", () => "on", { clock });
  const number = channel("number", "V", () => 1, { clock });
  for await (const reading of poll([text, number], { periodMs: 10, clock, count: 1 })) {
    const value: string | number | null = reading.value;
    assert(value === "on" || value === 1);
  }
});

Deno.test("poll() refuses a period, a count and names that make no sense", () => {
  const one = channel("one", "", () => 1);
  for (const periodMs of [0, -1, NaN, Infinity]) {
    assertThrows(() => poll(one, { periodMs }), RangeError, "periodMs");
  }
  for (const count of [-1, 1.5, NaN]) {
    assertThrows(() => poll(one, { periodMs: 10, count }), RangeError, "count");
  }
  assertThrows(() => poll([one, one], { periodMs: 10 }), TypeError, '"one"');
});
