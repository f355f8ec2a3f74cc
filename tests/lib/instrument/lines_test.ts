import { assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import { crc } from "../../../lib/base/crc.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import {
  lineFormat,
  type Packets,
  type PlainLines,
  type TextLines,
} from "../../../lib/instrument/lines_format.ts";
import { LineDevice, type LineDeviceOptions } from "../../../lib/instrument/lines.ts";
import { Listener } from "../../../lib/link/listener.ts";
import type { ListenerTuning } from "../../../lib/link/listener_options.ts";
import { binaryLayout } from "../../../lib/protocol/framing/binary_layout.ts";
import { cobs } from "../../../lib/protocol/framing/cobs.ts";
import { withChecksum } from "../../../lib/protocol/framing/with_checksum.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { Talker } from "../link/talker.ts";

interface Rig<M> extends AsyncDisposable {
  readonly clock: VirtualClock;
  readonly talker: Talker;
  readonly device: LineDevice<M>;
}

async function rig<M = string>(
  options: (PlainLines | TextLines<M> | Packets<M>) & LineDeviceOptions & ListenerTuning = {},
): Promise<Rig<M>> {
  const clock = new VirtualClock();
  const talker = new Talker();
  const format = lineFormat<M>(options);
  const { decoder } = format;
  const tuning = { checked: true, ...options, clock };
  const listener = new Listener<M>({ ...tuning, address: "talker", open: talker.open, decoder });
  const device = new LineDevice<M>(listener, format, options);
  await listener.start();
  return {
    clock,
    talker,
    device,
    async [Symbol.asyncDispose](): Promise<void> {
      await device[Symbol.asyncDispose]();
      await nextTurn();
      assertEquals(clock.pendingTimers, 0, "a timer was left behind");
    },
  };
}

Deno.test("LineDevice gives the lines of an Arduino, whatever ends them", async () => {
  await using it = await rig();
  const lines = it.device.lines({ capacity: 10, overflow: "fail" });
  await it.talker.say("t=21.4\r\nt=21.5\n");
  assertEquals([(await lines.next()).value, (await lines.next()).value], ["t=21.4", "t=21.5"]);
});

Deno.test("a channel waits for the next line about it, and its reading has that line's time", async () => {
  await using it = await rig();
  const celsius = it.device.number("t", { unit: "\u00b0C" });
  await it.talker.say("t=20.0;h=39\n");
  const reading = celsius.read();
  await it.clock.advance(300);
  await it.talker.say("# a remark\nh=41\n");
  await it.clock.advance(100);
  await it.talker.say("t=21.4;h=40\n");
  assertEquals(await reading, {
    ...{ channel: "t", seq: 0, unit: "\u00b0C", value: 21.4, status: "good", reason: "ok" },
    ...{ wallMs: Date.UTC(2026, 0, 1) + 400, monoMs: 400, tookMs: 0 },
  });
});

Deno.test("with maxAgeMs an earlier line will do, but none is given twice", async () => {
  await using it = await rig();
  const celsius = it.device.number("t", { maxAgeMs: 1_000, timeoutMs: 500 });
  await it.talker.say("t=1\nt=2\n");
  await it.clock.advance(900);
  const first = await celsius.read();
  assertEquals([first.value, first.monoMs], [2, 0]);
  const again = celsius.tryRead();
  await it.clock.advance(500);
  assertEquals((await again).fault?.code, "timeout.total");
  await it.talker.say("t=3\n");
  await it.clock.advance(1_001);
  const old = celsius.tryRead();
  await it.clock.advance(500);
  assertEquals((await old).fault?.code, "timeout.total");
});

Deno.test("a field that is no number is a bad reading, and never a value", async () => {
  await using it = await rig();
  const celsius = it.device.number("t");
  for (const field of ["", "nan", "21.4C", "0x10", "1e999", "21.", " 21.4"]) {
    const reading = celsius.tryRead();
    await it.talker.say(`h=40;t=${field}\n`);
    const { value, reason, fault } = await reading;
    assertEquals([value, reason, fault?.code], [null, "protocol", "frame.bad"], field);
  }
});

Deno.test("numbers and texts are found by a regular expression or a column", async () => {
  await using it = await rig();
  const grams = it.device.number(/^S [SD] +([+-]?[\d.]+) g$/, { name: "weight", unit: "g" });
  const third = it.device.number({ column: 3, separator: ";" }, { name: "third" });
  const unit = it.device.text(/(\w+)$/, { name: "unit" });
  const reading = Promise.all([grams.read(), third.read(), unit.read()]);
  await it.talker.say("1;2\nS S     12.50 g\n1;x; -3.5 ;4\n");
  assertEquals((await reading).map(({ value }) => value), [12.5, -3.5, "2"]);
  for (const field of ["three", "", "0x10", "Infinity", "1 2"]) {
    const bad = third.tryRead();
    await it.talker.say(`1;2;${field}\n`);
    assertEquals((await bad).fault?.code, "frame.bad", field);
  }
});

Deno.test("a place that is none is refused at once", async () => {
  await using it = await rig();
  assertThrows(() => it.device.number(/t=\d+/, { name: "t" }), TypeError, "group");
  assertThrows(() => it.device.number({ column: 0 }, { name: "t" }), RangeError, "column");
  assertThrows(() => it.device.number("t", { maxAgeMs: -1 }), RangeError, "maxAgeMs");
});

Deno.test("pairs can be declared, so that a lost digit is seen", async () => {
  await using it = await rig({ pairs: { decimals: { t: 1, h: 0 }, separator: "," } });
  const humidity = it.device.number("h", { unit: "%" });
  const bad = humidity.tryRead();
  await it.talker.say("t=21,h=40\n");
  assertEquals((await bad).fault?.code, "frame.bad");
  const good = humidity.read();
  await it.talker.say("t=21.4,h=40\n");
  assertEquals((await good).value, 40);
});

Deno.test("a binary packet with a checksum takes five lines", async () => {
  const packet = binaryLayout({ id: "u8", volts: "f32", count: "u64" }, { byteOrder: "little" });
  const framing = withChecksum(cobs(), crc("CRC-8"), { sizeBytes: 1 });
  await using it = await rig({ framing, read: packet.read });
  const volts = it.device.number("volts", { unit: "V" });
  const count = it.device.number("count");
  const readings = Promise.all([volts.read(), count.read()]);
  await it.talker.say(framing.encode(packet.write({ id: 7, volts: 1.5, count: 9n })));
  assertEquals((await readings).map(({ value }) => value), [1.5, 9]);

  const isNaN = volts.tryRead();
  await it.talker.say(framing.encode(packet.write({ id: 7, volts: NaN, count: 9n })));
  const { reason, fault } = await isNaN;
  assertEquals([reason, fault?.code], ["sensor-fail", "value.invalid"]);
  await it.device.send(Uint8Array.of(1, 0, 2));
  await nextTurn();
  assertEquals(it.talker.received.length, 6);
});

Deno.test("a parser and a finder that throw are faults, and end nothing", async () => {
  await using it = await rig<number>({
    parse: (line) => {
      if (line === "bug") throw new Error("in parse");
      return { kind: "value", value: line.length };
    },
  });
  const size = it.device.channel((length) => {
    if (length === 1) throw new Error("in find");
    return length > 2 ? length : undefined;
  }, { name: "size" });
  const bad = size.tryRead();
  await it.talker.say("bug\nx\n");
  assertEquals((await bad).fault?.code, "reader.threw");
  const good = size.read();
  await it.talker.say("four\n");
  assertEquals((await good).value, 4);
  assertEquals(it.device.listener.stats().bad, 1);
});

Deno.test("a silent device makes a read fail by its cause, not by its budget", async () => {
  await using it = await rig({ silentTimeoutMs: 3_000 });
  const silent = it.device.number("t").tryRead();
  await it.clock.advance(3_000);
  const { reason, fault } = await silent;
  assertEquals([reason, fault?.code], ["comm-fail", "timeout.reply"]);
});

Deno.test("an unplugged device makes reads fail at once, until it is back", async () => {
  await using it = await rig({ silentTimeoutMs: Infinity });
  const celsius = it.device.number("t");
  const cut = celsius.tryRead();
  await it.talker.unplug();
  assertEquals((await cut).fault?.code, "link.closed");
  it.talker.isGone = true;
  await it.clock.advance(1_000);
  const { reason, fault } = await celsius.tryRead();
  assertEquals([reason, fault?.code], ["comm-fail", "link.failed"]);
  it.talker.isGone = false;
  await it.clock.advance(5_000);
  const back = celsius.read();
  await it.talker.say("t=7\n");
  assertEquals((await back).value, 7);
});

Deno.test("a talking device is asked by waiting for its answer, and then sending", async () => {
  await using it = await rig();
  const answer = it.device.next((line) => line.startsWith("VERSION"));
  await it.device.send("version");
  await it.talker.say("t=1\nVERSION 3\n");
  assertEquals([await answer, it.talker.received], ["VERSION 3", "version\n"]);
  await assertRejects(() => it.device.send("two\nlines"), TypeError, "one line");
  await it.device[Symbol.asyncDispose]();
  await assertRejects(() => it.device.send("x"), ReadoutError, "closed");
});

Deno.test("a reading that is aborted leaves no ear behind", async () => {
  await using it = await rig();
  const celsius = it.device.number("t");
  const stop = new AbortController();
  const reading = celsius.read({ signal: stop.signal }).catch((reason) => reason);
  stop.abort("mine");
  assertEquals(await reading, "mine");
  const next = celsius.read();
  await it.talker.say("t=5\n");
  assertEquals((await next).value, 5);
  assertEquals(it.device.listener.stats().listening, 0);
});

Deno.test("a line without an end is given up, and its rest is not taken for a line", async () => {
  await using it = await rig({ checked: false, maxBytes: 100, gapTimeoutMs: 60_000 });
  const lines = it.device.lines({ capacity: 10, overflow: "fail" });
  await it.talker.say(`first\n${"1".repeat(1_000)}.5\n2.5\n`);
  assertEquals((await lines.next()).value, "2.5");
  assertEquals(it.device.listener.stats().heldBytes, 0);
});
