import {
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "../../deps/assert.ts";
import { acquire } from "../../../lib/acquisition/acquire.ts";
import { every } from "../../../lib/acquisition/every.ts";
import { readAll } from "../../../lib/acquisition/read_all.ts";
import { readUntil } from "../../../lib/acquisition/read_until.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { delay } from "../../../lib/base/delay.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

function slow(clock: VirtualClock, name: string, tookMs: number) {
  return channel(name, "", async ({ signal }) => {
    await delay(tookMs, { clock, signal });
    return name;
  }, { clock, timeoutMs: 10_000 });
}

Deno.test("read() of three 2 s channels in sequence takes 6 s", async () => {
  const clock = new VirtualClock();
  const values: string[] = [];
  const done = (async () => {
    for (const name of ["cpu", "memory", "battery"]) {
      values.push((await slow(clock, name, 2_000).read()).value);
    }
    return clock.nowMs();
  })();
  await clock.advance(10_000);
  assertEquals([await done, values], [6_000, ["cpu", "memory", "battery"]]);
});

Deno.test("readAll() of three 2 s channels takes 2 s, and keeps their order", async () => {
  const clock = new VirtualClock();
  const channels = [slow(clock, "a", 2_000), slow(clock, "b", 1_000), slow(clock, "c", 1_500)];
  let atMs: number | undefined;
  const done = readAll(channels).then((readings) => {
    atMs = clock.nowMs();
    return readings.map(({ value }) => value);
  });
  await clock.advance(10_000);
  assertEquals([await done, atMs], [["a", "b", "c"], 2_000]);
});

Deno.test("readAll() reads no more at once than it may", async () => {
  const clock = new VirtualClock();
  let now = 0;
  let most = 0;
  const channels = Array.from({ length: 7 }, (_, at) =>
    channel(`c${at}`, "", async () => {
      most = Math.max(most, ++now);
      await delay(10, { clock });
      return now--;
    }, { clock }));
  let atMs: number | undefined;
  const done = readAll(channels, { atOnce: 3 }).then(() => atMs = clock.nowMs());
  await clock.advance(100);
  await done;
  assertEquals([most, atMs], [3, 30]);
});

Deno.test("readAll() gives a failed read as a bad reading, and rejects only when aborted", async () => {
  const clock = new VirtualClock();
  const bad = channel("bad", "", () => Promise.reject<number>(new Error("x")), { clock });
  const [one, other] = await readAll([bad, channel("good", "", () => 1, { clock })]);
  assertEquals([one.status, other.status], ["bad", "good"]);
  const stop = new AbortController();
  const waiting = readAll([slow(clock, "a", 100), slow(clock, "b", 100)], {
    atOnce: 1,
    signal: stop.signal,
  }).catch((thrown) => thrown);
  await clock.advance(50);
  stop.abort("mine");
  assertStrictEquals(await waiting, "mine");
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("readAll() of nothing is nothing; a limit below one is refused", async () => {
  assertEquals(await readAll([]), []);
  for (const atOnce of [0, -1, 1.5, NaN]) {
    await assertRejects(() => readAll([], { atOnce }), RangeError, "atOnce");
  }
});

Deno.test("readUntil() pauses between the end of a read and the next, until one is accepted", async () => {
  const clock = new VirtualClock();
  const starts: number[] = [];
  const volts = channel("volts", "V", async () => {
    starts.push(clock.nowMs());
    await delay(10, { clock });
    if (starts.length === 2) throw new Error("garbled");
    return starts.length;
  }, { clock });
  const reading = readUntil(volts, { timeoutMs: 1_000, accept: ({ value }) => value >= 4, clock });
  await clock.advance(1_000);
  assertEquals((await reading).value, 4);
  assertEquals(starts, [0, 60, 120, 180]);
});

Deno.test("readUntil() ends at its deadline with the last fault as cause, hung or not", async () => {
  const clock = new VirtualClock();
  const hung = channel("hung", "", () => new Promise<number>(() => {}), { clock });
  const never = channel("never", "", () => 0, { clock });
  for (const [one, cause] of [[hung, "timeout.total"], [never, undefined]] as const) {
    const startMs = clock.nowMs();
    const caught = readUntil(one, { timeoutMs: 300, accept: ({ value }) => value > 0, clock })
      .catch((error) => ({ error, atMs: clock.nowMs() - startMs }));
    await clock.advance(1_000);
    const { error, atMs } = await caught as { error: ReadoutError; atMs: number };
    assertEquals([error.code, (error.cause as ReadoutError | undefined)?.code], [
      "timeout.total",
      cause,
    ]);
    assertEquals(atMs <= 300, true);
  }
});

Deno.test("readUntil() stops with the caller's reason, in a read or in a pause", async () => {
  for (const atMs of [5, 30]) {
    const clock = new VirtualClock();
    const one = channel("one", "", async () => {
      await delay(10, { clock });
      return 0;
    }, { clock });
    const stop = new AbortController();
    const options = { timeoutMs: 1_000, accept: () => false, clock, signal: stop.signal };
    const caught = readUntil(one, options).catch((thrown) => thrown);
    await clock.advance(atMs);
    stop.abort("mine");
    assertStrictEquals(await caught, "mine");
    await clock.advance(10);
    assertEquals(clock.pendingTimers, 0);
  }
});

Deno.test("acquire() says how far it is, and gives all samples when awaited", async () => {
  const clock = new VirtualClock();
  let next = 0;
  const job = acquire(channel("n", "", () => next++, { clock }), {
    count: 4,
    periodMs: 100,
    clock,
  });
  await clock.advance(150);
  assertEquals([job.done, job.progress, job.samples.length], [false, 0.5, 2]);
  await clock.advance(200);
  assertEquals((await job).map(({ value }) => value), [0, 1, 2, 3]);
  assertEquals([job.done, job.progress, job.fault], [true, 1, undefined]);
});

Deno.test("acquire() that fails says how many samples it had, and keeps them", async () => {
  const clock = new VirtualClock();
  let next = 0;
  const flaky = channel("flaky", "V", () => next < 3 ? next++ : NaN, { clock });
  const job = acquire(flaky, { count: 10, periodMs: 10, clock });
  await clock.advance(100);
  assertEquals([job.done, job.fault?.code], [true, "acquisition.incomplete"]);
  const error = await assertRejects(async () => await job, ReadoutError, "3 arrived");
  assertEquals((error.cause as ReadoutError).code, "value.invalid");
  assertEquals(job.samples.map(({ value }) => value), [0, 1, 2]);
});

Deno.test("acquire() can be cancelled, by hand, by signal or by its scope, and leaves nothing", async () => {
  for (const way of ["cancel", "signal", "dispose"] as const) {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const one = channel("one", "", () => 1, { clock });
    const job = acquire(one, { count: 10, periodMs: 10, clock, signal: stop.signal });
    await clock.advance(15);
    const caught = Promise.resolve(job).catch((thrown) => thrown);
    if (way === "cancel") job.cancel("mine");
    else if (way === "signal") stop.abort("mine");
    else await job[Symbol.asyncDispose]();
    const reason = await caught;
    if (way === "dispose") assertEquals((reason as DOMException).name, "AbortError");
    else assertStrictEquals(reason, "mine");
    assertEquals([job.done, job.fault?.code, job.samples.length], [true, "aborted", 2]);
    await nextTurn();
    assertEquals(clock.pendingTimers, 0);
  }
});

Deno.test("acquire() refuses a count or period that makes no sense, at once", () => {
  const one = channel("one", "", () => 1);
  assertThrows(() => acquire(one, { count: -1, periodMs: 10 }), RangeError, "count");
  assertThrows(() => acquire(one, { count: 1, periodMs: 0 }), RangeError, "periodMs");
});

Deno.test("every() calls back on its grid, first after one period, never overlapping", async () => {
  const clock = new VirtualClock();
  const calls: { atMs: number; tick: number; missedTicks: number }[] = [];
  const timer = every(10, async ({ tick, missedTicks }) => {
    calls.push({ atMs: clock.nowMs(), tick, missedTicks });
    if (tick === 1) await delay(25, { clock });
  }, { clock });
  await clock.advance(60);
  timer.cancel();
  await timer.done;
  assertEquals(calls, [
    { atMs: 10, tick: 0, missedTicks: 0 },
    { atMs: 20, tick: 1, missedTicks: 0 },
    { atMs: 50, tick: 4, missedTicks: 2 },
    { atMs: 60, tick: 5, missedTicks: 0 },
  ]);
});

Deno.test("every() can be cancelled before it starts", async () => {
  for (const way of ["cancel", "signal", "aborted"] as const) {
    const clock = new VirtualClock();
    const stop = new AbortController();
    if (way === "aborted") stop.abort();
    let calls = 0;
    const timer = every(10, () => void calls++, { clock, signal: stop.signal, delayMs: 100 });
    await clock.advance(99);
    if (way === "cancel") timer.cancel();
    else stop.abort();
    await timer.done;
    await clock.advance(100);
    assertEquals([calls, clock.pendingTimers], [0, 0]);
  }
});

Deno.test("every() that is cancelled waits for the call under way, whose signal it aborts", async () => {
  const clock = new VirtualClock();
  let ended = false;
  const timer = every(10, async ({ signal }) => {
    await delay(1_000, { clock, signal }).catch((reason) => assertEquals(reason, signal.reason));
    ended = true;
  }, { clock });
  await clock.advance(15);
  await timer[Symbol.asyncDispose]();
  assertEquals([ended, clock.pendingTimers], [true, 0]);
});

Deno.test("every() surfaces what its callback throws, and stops", async () => {
  for (
    const callback of [() => Promise.reject(new Error("x")), () => {
      throw new Error("x");
    }]
  ) {
    const clock = new VirtualClock();
    let calls = 0;
    const timer = every(10, () => {
      calls++;
      return callback();
    }, { clock });
    const caught = assertRejects(() => timer.done, Error, "x");
    await clock.advance(100);
    await caught;
    assertEquals([calls, clock.pendingTimers], [1, 0]);
  }
});

Deno.test("every() after a stall calls once, and says how many points it missed", async () => {
  const clock = new VirtualClock();
  const missed: number[] = [];
  const timer = every(10, ({ missedTicks }) => void missed.push(missedTicks), { clock });
  await clock.advance(20);
  clock.stall(100); // until 120, a point of the grid
  await clock.advance(10);
  timer.cancel();
  assertEquals(missed, [0, 0, 9, 0]);
});
