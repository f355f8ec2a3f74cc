import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertStringIncludes,
  assertThrows,
} from "../../deps/assert.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import type { ReadCall } from "../../../lib/contract/channel.ts";

/** A reader that answers when told, and may or may not listen to its signal. */
function heldReader<T>() {
  const calls: { call: ReadCall; answer: (value: T) => void; refuse: (why: unknown) => void }[] =
    [];
  const reader = (call: ReadCall) =>
    new Promise<T>((answer, refuse) => void calls.push({ call, answer, refuse }));
  return { calls, reader };
}

Deno.test("read() resolves with value, unit, quality and the times of the exchange", async () => {
  const clock = new VirtualClock(1_000_000);
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader, { clock });
  clock.stall(250);
  const reading = volts.read();
  await clock.advance(40);
  calls[0]!.answer(4.2);
  assertEquals(await reading, {
    channel: "volts",
    seq: 0,
    value: 4.2,
    unit: "V",
    status: "good",
    reason: "ok",
    wallMs: 1_000_250,
    monoMs: 250,
    tookMs: 40,
  });
});

Deno.test("read() of a reader that returns its value at once sets no timer", async () => {
  const clock = new VirtualClock();
  const reading = await channel("text", "", () => "on", { clock }).read();
  assertEquals([reading.value, reading.status], ["on", "good"]);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("read() is bounded by 2 s when nobody says so", async () => {
  const clock = new VirtualClock();
  const { reader } = heldReader<number>();
  const reading = channel("hung", "", reader, { clock }).tryRead();
  await clock.advance(1_999);
  let settled = false;
  void reading.then(() => settled = true);
  await nextTurn();
  assertEquals(settled, false);
  await clock.advance(1);
  assertEquals((await reading).fault?.code, "timeout.total");
});

Deno.test("read() rejects at its deadline though its reader ignores the signal", async () => {
  const clock = new VirtualClock();
  const { reader } = heldReader<number>();
  const reading = channel("hung", "V", reader, { clock }).read({ timeoutMs: 500 });
  const rejected = assertRejects(() => reading, ReadoutError, "no answer in 500 ms");
  await clock.advance(500);
  const error = await rejected;
  assertEquals([error.code, error.context.channel], ["timeout.total", "hung"]);
});

Deno.test("a late answer is nobody's value", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader, { clock });
  const first = volts.tryRead({ timeoutMs: 100 });
  await clock.advance(100);
  const second = volts.tryRead({ timeoutMs: 1_000 });
  calls[0]!.answer(111); // answers the first read, too late
  await clock.advance(10);
  calls[1]!.answer(222);
  assertEquals((await first).fault?.code, "timeout.total");
  assertEquals((await second).value, 222);
});

Deno.test("an answer after the deadline is none, also if the event loop was blocked", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader, { clock });
  const first = volts.tryRead({ timeoutMs: 100 });
  const second = volts.tryRead({ timeoutMs: 100 });
  clock.stall(101);
  calls[0]!.answer(1);
  assertEquals((await first).fault?.code, "timeout.total");
  assertEquals((await second).fault?.code, "timeout.lock");
  assertEquals(calls.length, 1);
});

Deno.test("reads of one channel never overlap: the second waits for its turn", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader, { clock });
  const both = [volts.read({ timeoutMs: 100 }), volts.read({ timeoutMs: 100 })];
  await clock.advance(30);
  assertEquals(calls.length, 1);
  calls[0]!.answer(1);
  await clock.advance(5);
  assertEquals(calls.length, 2);
  assertEquals(calls[1]!.call.timeoutMs, 70); // what was left of its budget
  calls[1]!.answer(2);
  const [one, two] = await Promise.all(both);
  assertEquals([one!.value, two!.value], [1, 2]);
  assertEquals([two!.monoMs, two!.tookMs], [30, 5]); // its exchange, not its wait
});

Deno.test("a read whose turn does not come in time is timeout.lock, and never starts", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader, { clock });
  const first = volts.tryRead({ timeoutMs: 100 });
  const second = volts.tryRead({ timeoutMs: 100 });
  await clock.advance(100);
  assertEquals((await first).fault?.code, "timeout.total");
  assertEquals((await second).fault?.code, "timeout.lock");
  calls[0]!.answer(1);
  await clock.advance(0);
  assertEquals(calls.length, 1);
});

Deno.test("a channel recovers as soon as its late reader has ended", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader, { clock });
  const late = volts.tryRead({ timeoutMs: 10 });
  await clock.advance(10);
  await late;
  calls[0]!.refuse(new Error("gave up"));
  await clock.advance(0);
  const next = volts.read();
  calls[1]!.answer(7);
  assertEquals((await next).value, 7);
});

Deno.test("read() rejects with the caller's own reason when its signal aborts", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const stop = new AbortController();
  const reading = channel("volts", "V", reader, { clock }).read({ signal: stop.signal });
  const reason = { my: "reason" };
  const caught = reading.then(() => undefined, (thrown) => thrown);
  void calls[0]!.call.signal; // the reader listens
  stop.abort(reason);
  assertStrictEquals(await caught, reason);
  assertStrictEquals(calls[0]!.call.signal.reason, reason);
});

Deno.test("read() with a signal that has already aborted never calls the reader", async () => {
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader);
  const caught = volts.read({ signal: AbortSignal.abort("no") }).catch((thrown) => thrown);
  assertEquals(await caught, "no");
  assertEquals(calls.length, 0);
});

Deno.test("tryRead() tells an abort as a bad reading and does not reject", async () => {
  const stop = new AbortController();
  const { reader } = heldReader<number>();
  const reading = channel("volts", "V", reader).tryRead({ signal: stop.signal });
  stop.abort(new Error("enough"));
  const { status, value, reason, fault } = await reading;
  assertEquals([status, value, reason, fault?.code], ["bad", null, "disabled", "aborted"]);
  assertEquals(fault?.cause?.message, "enough");
});

Deno.test("a reader's signal aborts when its read times out, also if asked for later", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const reading = channel("volts", "V", reader, { clock }).tryRead({ timeoutMs: 5 });
  await clock.advance(5);
  await reading;
  const { signal } = calls[0]!.call;
  assert(signal.aborted);
  assertEquals((signal.reason as ReadoutError).code, "timeout.total");
});

Deno.test("a reader's signal does not abort after its read succeeded", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const stop = new AbortController();
  const reading = channel("volts", "V", reader, { clock }).read({ signal: stop.signal });
  const { signal } = calls[0]!.call;
  calls[0]!.answer(1);
  await reading;
  stop.abort();
  await clock.advance(10_000);
  assertEquals(signal.aborted, false);
});

for (const value of [NaN, Infinity, -Infinity, null, undefined]) {
  Deno.test(`a reader's ${value} is a bad reading without a value, never a value`, async () => {
    const reading = await channel("volts", "V", () => value as number).tryRead();
    assertEquals([reading.status, reading.value, reading.reason], ["bad", null, "sensor-fail"]);
    assertEquals(reading.fault?.code, "value.invalid");
  });
}

for (const value of [0, -0, "", false, 0n]) {
  Deno.test(`a reader's ${typeof value} ${String(value)} is a value`, async () => {
    const reading = await channel<unknown & NonNullable<unknown>>("any", "", () => value).read();
    assertStrictEquals(reading.value, value);
  });
}

Deno.test("a bug in a reader is reader.threw with the cause kept", async () => {
  const bug = new TypeError("x is not a function");
  for (
    const reader of [
      () => Promise.reject<number>(bug),
      (): number => {
        throw bug;
      },
    ]
  ) {
    const error = await assertRejects(() => channel("volts", "V", reader).read(), ReadoutError);
    assertEquals(error.code, "reader.threw");
    assertStrictEquals(error.cause, bug);
  }
});

Deno.test("a reader's own ReadoutError passes unchanged", async () => {
  const own = new ReadoutError("source.absent", "Cannot read battery: no battery");
  const battery = channel("battery", "%", (): number => {
    throw own;
  });
  assertStrictEquals(await battery.read().catch((thrown) => thrown), own);
  const reading = await battery.tryRead();
  assertEquals([reading.reason, reading.fault?.message], ["not-connected", own.message]);
});

Deno.test("what Deno refuses is permission.missing", async () => {
  const reading = await channel("file", "", (): number => {
    throw new Deno.errors.NotCapable('Requires read access, run again with "--allow-read"');
  }).tryRead();
  assertEquals([reading.reason, reading.fault?.code], ["config", "permission.missing"]);
  assertStringIncludes(reading.fault!.message, "--allow-read");
});

Deno.test("readings are numbered from 0 in the order of their delivery, bad ones too", async () => {
  let reads = 0;
  const flaky = channel("flaky", "", () => ++reads % 2 ? reads : NaN);
  const seqs = [];
  for (let read = 0; read < 4; read++) seqs.push((await flaky.tryRead()).seq);
  assertEquals(seqs, [0, 1, 2, 3]);
});

Deno.test("a reading survives structuredClone, fault and all", async () => {
  const reading = await channel("volts", "V", () => Promise.reject<number>(new Error("x")))
    .tryRead();
  assertEquals(structuredClone(reading), reading);
});

Deno.test("channel() refuses an empty name and a timeout that bounds nothing", () => {
  assertThrows(() => channel("", "V", () => 1), TypeError, "name");
  for (const timeoutMs of [0, -1, NaN, Infinity]) {
    assertThrows(() => channel("a", "V", () => 1, { timeoutMs }), RangeError, "timeoutMs");
    assertThrows(() => channel("a", "V", () => 1).read({ timeoutMs }), RangeError, "timeoutMs");
    assertThrows(() => channel("a", "V", () => 1).tryRead({ timeoutMs }), RangeError, "timeoutMs");
  }
});

Deno.test("a channel's deadlines leave no timer behind, whatever ended its reads", async () => {
  const clock = new VirtualClock();
  const { calls, reader } = heldReader<number>();
  const volts = channel("volts", "V", reader, { clock });
  const stop = new AbortController();
  const aborted = volts.tryRead({ signal: stop.signal });
  const waiting = volts.tryRead({ timeoutMs: 30 });
  stop.abort();
  await clock.advance(30);
  calls[0]!.answer(1);
  const done = volts.tryRead();
  await clock.advance(0);
  calls[1]!.answer(2);
  await Promise.all([aborted, waiting, done]);
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
});
