import { assert, assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { Link } from "../../../lib/link/link.ts";
import { line } from "../../../lib/protocol/scpi/line.ts";
import { scpiCodec } from "../../../lib/protocol/scpi/scpi_codec.ts";
import { text } from "../../../lib/protocol/scpi/text.ts";
import {
  dmm,
  gps,
  loopback,
  modbusDevice,
  scpiDevice,
  serve,
  serveLoopback,
  type SimulatedDevice,
} from "../../../lib/simulator/mod.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { advanceUntil } from "./advance_until.ts";

const encode = (text: string) => new TextEncoder().encode(text);

async function textOf(wire: Transport): Promise<string> {
  const chunk = await wire.read();
  return chunk.kind === "eof" ? "eof" : new TextDecoder().decode(chunk.bytes);
}

Deno.test("serve() answers messages however they are cut, and ends when the client has finished", async () => {
  const pair = loopback();
  const serving = serve(scpiDevice({ "A?": () => 1, "B?": () => 2 }), pair.far);
  for (const letter of "A?\nB?;A?\n") {
    await pair.near.write(encode(letter));
    await nextTurn();
  }
  assertEquals([await textOf(pair.near), await textOf(pair.near)], ["1\n", "2;1\n"]);
  await pair.near.write(encode("B?\nA?\nB"));
  await pair.near.closeWrite();
  assertEquals([await textOf(pair.near), await textOf(pair.near)], ["2\n", "1\n"]);
  assertEquals(await textOf(pair.near), "eof");
  await serving;
  await pair[Symbol.asyncDispose]();
});

Deno.test("serve() waits as long as the device is busy, and the next request waits too", async () => {
  const clock = new VirtualClock();
  const pair = loopback();
  const serving = serve(dmm(), pair.far, { clock });
  await pair.near.write(encode("VOLT:NPLC 5;:READ?\nREAD?\n"));
  const came = async () => {
    await pair.near.read();
    return clock.nowMs();
  };
  const times = (async () => [await came(), await came()])();
  await clock.advance(1_000);
  assertEquals(await times, [100, 200]);
  await pair.near[Symbol.asyncDispose]();
  await serving;
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("serve() is ended by its signal, by its reason, and closes the wire", async () => {
  for (const device of [dmm() as SimulatedDevice, gps()]) {
    const clock = new VirtualClock();
    const pair = loopback();
    const stop = new AbortController();
    const serving = serve(device, pair.far, { clock, signal: stop.signal });
    await clock.advance(10);
    stop.abort("enough");
    assertEquals(await serving.catch((reason) => reason), "enough");
    assertEquals(clock.pendingTimers, 0);
    await assertRejects(() => pair.far.read(), ReadoutError, "closed");
    await pair[Symbol.asyncDispose]();
  }
});

Deno.test("serve() rejects with what the device's own code threw", async () => {
  const pair = loopback();
  const device = scpiDevice({
    "BUG": () => {
      throw new RangeError("a bug");
    },
  });
  const serving = assertRejects(() => serve(device, pair.far), RangeError, "a bug");
  await pair.near.write(encode("BUG\n"));
  await serving;
  const talker: SimulatedDevice = {
    ...gps(),
    speak: () => {
      throw new RangeError("a bug of speech");
    },
  };
  const other = loopback();
  await assertRejects(() => serve(talker, other.far), RangeError, "a bug of speech");
  for (const it of [pair, other]) await it[Symbol.asyncDispose]();
});

Deno.test("serve() lets a GPS speak each second, while it listens", async () => {
  const clock = new VirtualClock(Date.UTC(2026, 0, 1) + 400);
  const pair = loopback();
  const serving = serve(gps(), pair.far, { clock });
  const bursts: number[] = [];
  const listening = (async () => {
    for (let said = await textOf(pair.near); said !== "eof"; said = await textOf(pair.near)) {
      if (said.startsWith("$GPGGA")) bursts.push(clock.nowMs());
    }
  })();
  await pair.near.write(encode("$PMTK220,1000*1F\r\nnoise\r\n"));
  await clock.advance(3_700);
  assertEquals(bursts, [0, 600, 1_600, 2_600, 3_600]);
  await pair.near.closeWrite();
  await Promise.all([serving, listening]);
  await pair[Symbol.asyncDispose]();
});

Deno.test("serve() takes a silence for the end of half a request on a serial line", async () => {
  const clock = new VirtualClock();
  const pair = loopback();
  const serving = serve(modbusDevice({ framing: "rtu" }), pair.far, { clock });
  const request = Uint8Array.of(1, 3, 0, 0, 0, 1, 0x84, 0x0a);
  await pair.near.write(request.subarray(0, 5)); // and the rest never comes
  await clock.advance(100);
  await pair.near.write(request);
  const reply = await pair.near.read();
  assertEquals(reply.kind === "bytes" && [...reply.bytes].slice(0, 5), [1, 3, 2, 1_800 >> 8, 8]);
  await pair.near.closeWrite();
  await serving;
  await pair[Symbol.asyncDispose]();
});

Deno.test("serve() reports to the device what is no message", async () => {
  const pair = loopback();
  const device = scpiDevice({}, { maxBytes: 16 });
  const serving = serve(device, pair.far);
  await pair.near.write(encode(`${"X".repeat(40)}\n`));
  await pair.near.closeWrite();
  await serving;
  assertEquals(device.status.errors.shift().code, -363);
  await pair[Symbol.asyncDispose]();
});

const idn = scpiCodec(line(text));

Deno.test("serveLoopback() serves several clients, hangs up, refuses, and admits again", async () => {
  const clock = new VirtualClock();
  const device = serveLoopback(dmm({ identity: "A,B,C,D" }), { clock });
  const links = [1, 2, 3].map(() => new Link({ address: "x", open: device.open, clock }));
  const all = () => advanceUntil(clock, Promise.all(links.map((link) => link.ask(idn, "*IDN?"))));
  assertEquals(await all(), ["A,B,C,D", "A,B,C,D", "A,B,C,D"]);
  assertEquals(device.clients, 3);
  await device.hangUp();
  await nextTurn();
  assertEquals(device.clients, 0);
  assertEquals(await all(), ["A,B,C,D", "A,B,C,D", "A,B,C,D"]);
  await device.hangUp();
  device.refuse();
  const refused = await assertRejects(all, ReadoutError);
  assertEquals(refused.code, "link.failed");
  device.admit();
  await clock.advance(10_000);
  assertEquals((await all()).length, 3);
  for (const link of links) await link[Symbol.asyncDispose]();
  await device[Symbol.asyncDispose]();
  assertEquals(clock.pendingTimers, 0);
  await assertRejects(() => device.open(), ReadoutError);
});

Deno.test("serveLoopback() goes away as its faults say, and comes back by itself", async () => {
  const clock = new VirtualClock();
  await using device = serveLoopback(dmm(), { clock, faults: { away: { ms: 5_000 } } });
  const others = await device.open();
  const wire = await device.open();
  device.faults.next("away");
  await wire.write(encode("*IDN?\n"));
  assertEquals([await textOf(wire), await textOf(others)], ["eof", "eof"]);
  await clock.advance(4_999);
  assertEquals((await assertRejects(() => device.open(), ReadoutError)).code, "link.failed");
  await clock.advance(1);
  const back = await device.open();
  await back.write(encode("*IDN?\n"));
  assert((await textOf(back)).startsWith("READOUT,"));
  for (const it of [wire, others, back]) await it[Symbol.asyncDispose]();
});

Deno.test("serveLoopback() that is disposed while it is away leaves no timer; its signal ends it too", async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const device = serveLoopback(dmm(), { clock, signal: stop.signal });
  const wire = await device.open();
  device.faults.next("away");
  await wire.write(encode("*IDN?\n"));
  assertEquals(await textOf(wire), "eof");
  assertEquals(clock.pendingTimers, 1);
  stop.abort();
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
  device.admit();
  await assertRejects(() => device.open(), ReadoutError);
  await device[Symbol.asyncDispose]();
  assertThrows(() => serveLoopback(dmm(), { signal: stop.signal }));
});

Deno.test("serveLoopback() tells whoever disposes it what the device's own code threw", async () => {
  const device = serveLoopback(scpiDevice({
    "BUG": () => {
      throw new RangeError("a bug");
    },
  }));
  const wire = await device.open();
  await wire.write(encode("BUG\n"));
  assertEquals(await textOf(wire), "eof");
  await assertRejects(() => Promise.resolve(device[Symbol.asyncDispose]()), RangeError, "a bug");
});
