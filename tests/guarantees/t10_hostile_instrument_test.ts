// T10: a hostile or broken instrument. Endless lines and huge blocks on a link:
// `tests/lib/simulator/hostile_device_test.ts`.

import type { Transport } from "../../lib/contract/transport.ts";
import { delay } from "../../lib/base/delay.ts";
import { isReadoutError, ReadoutError } from "../../lib/base/readout_error.ts";
import { openLines } from "../../lib/open/open_lines.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { scpiDevice, serveLoopback } from "../../lib/simulator/mod.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { loopback } from "../../lib/transport/loopback/loopback.ts";
import { assert, assertEquals, assertRejects } from "../deps/assert.ts";
import { advanceUntil } from "../lib/simulator/advance_until.ts";

const utf8 = new TextEncoder();

/** An instrument that says who it is, and then answers a byte at a time, without an end. */
function dripping(clock: VirtualClock, everyMs: number): Transport {
  const pair = loopback();
  (async () => {
    for (;;) {
      const chunk = await pair.far.read();
      if (chunk.kind === "eof") return;
      const isIdentity = new TextDecoder().decode(chunk.bytes) === "*IDN?\n";
      if (isIdentity) await pair.far.write(utf8.encode("ACME,DRIP,1,1.0\n"));
      while (!isIdentity) {
        await pair.far.write(utf8.encode("7"));
        await delay(everyMs, { clock });
      }
    }
  })().catch(() => {}); // the near end was closed
  return pair.near;
}

Deno.test("T10: an instrument that drips an endless answer costs a channel its budget, and the next read is asked anew", async () => {
  const clock = new VirtualClock();
  let connects = 0;
  const meter = await advanceUntil(
    clock,
    openScpi("tcp://10.0.0.7:5025", {
      clock,
      openTransport: () => (connects++, Promise.resolve(dripping(clock, 100))),
    }),
  );
  const volts = meter.number("READ?", { name: "volts", timeoutMs: 3_000 });
  for (let read = 0; read < 3; read++) {
    const startMs = clock.nowMs();
    const { status, fault } = await advanceUntil(clock, volts.tryRead());
    assertEquals([status, fault?.code], ["bad", "timeout.total"]);
    assertEquals(clock.nowMs() - startMs <= 3_010, true);
  }
  assertEquals(connects, 3);
  await meter[Symbol.asyncDispose]();
  await clock.advance(200);
});

Deno.test("T10: a question by hand whose answer drips ends in transferTimeoutMs after its first byte", async () => {
  for (const transferTimeoutMs of [undefined, 2_000, 2_050]) {
    const clock = new VirtualClock();
    const meter = await advanceUntil(
      clock,
      openScpi("tcp://10.0.0.7:5025", {
        ...{ clock, transferTimeoutMs },
        openTransport: () => Promise.resolve(dripping(clock, 100)),
      }),
    );
    const startMs = clock.nowMs();
    const { code } = await advanceUntil(clock, meter.query("READ?").catch((error) => error));
    assertEquals([code, clock.nowMs() - startMs], ["timeout.total", transferTimeoutMs ?? 60_000]);
    await meter[Symbol.asyncDispose]();
    await clock.advance(200);
  }
});

Deno.test("T10: who waits behind a dripping answer is told in lockTimeoutMs", async () => {
  const clock = new VirtualClock();
  const meter = await advanceUntil(
    clock,
    openScpi("tcp://10.0.0.7:5025", {
      clock,
      lockTimeoutMs: 2_000,
      openTransport: () => Promise.resolve(dripping(clock, 100)),
    }),
  );
  const stop = new AbortController();
  const dripped = meter.query("READ?", { signal: stop.signal }).catch((reason) => reason);
  const behind = meter.query("*IDN?").catch((error) => error);
  assertEquals((await advanceUntil(clock, behind)).code, "timeout.lock");
  stop.abort("enough");
  assertEquals(await dripped, "enough");
  await meter[Symbol.asyncDispose]();
  await clock.advance(200);
});

Deno.test("T10: another device at the address is never taken for the one that was there, however often it is asked", async () => {
  const clock = new VirtualClock();
  const instrument = (identity: string) =>
    scpiDevice({ "VALue?": () => identity.length }, { identity });
  await using first = serveLoopback(instrument("ACME,DMM1,42,1.0"), { clock });
  await using second = serveLoopback(instrument("<b>EVIL</b>,DMM1,666,1.0"), { clock });
  let served = first;
  const meter = await advanceUntil(
    clock,
    openScpi("tcp://10.0.0.7:5025", {
      clock,
      expectIdn: "ACME,DMM1,42",
      openTransport: (_, options) => served.open(options),
    }),
  );
  const value = meter.number("VAL?", { name: "value" });
  assertEquals((await advanceUntil(clock, value.read())).value, 16);
  served = second;
  await first.hangUp();
  let unexpected = 0;
  for (let read = 0; read < 50; read++) {
    const reading = await advanceUntil(clock, value.tryRead());
    assertEquals(reading.status, "bad");
    if (reading.fault?.code === "device.unexpected") {
      unexpected++;
      assertEquals(reading.status === "bad" && reading.reason, "config");
    }
    await clock.advance(200);
  }
  assert(unexpected > 40, `${unexpected}`);
  served = first; // the right one is back
  await clock.advance(5_000);
  assertEquals((await advanceUntil(clock, value.read())).value, 16);
  await meter[Symbol.asyncDispose]();
});

Deno.test("T10: a line without an end that nobody asked for is dropped as it comes, and is no value", async () => {
  const clock = new VirtualClock();
  let sentBytes = 0;
  const pair = loopback();
  const flooding = (async () => {
    const part = new Uint8Array(4_096).fill(0x37);
    for (; sentBytes < 16 * 1024 * 1024; sentBytes += part.length) await pair.far.write(part);
    await pair.far.write(utf8.encode("\n21.4\n"));
  })();
  const device = await openLines("tcp://10.0.0.7:4001", {
    clock,
    openTransport: () => Promise.resolve(pair.near),
  });
  const value = device.number(/^(.*)$/, { name: "value", timeoutMs: 60_000 });
  const reading = value.read();
  await flooding;
  assertEquals((await advanceUntil(clock, reading)).value, 21.4);
  assert(device.listener.stats().bad >= 16 * 1024 * 1024 / 65_536 - 1);
  await device[Symbol.asyncDispose]();
  await pair[Symbol.asyncDispose]();
});

Deno.test("T10: a block that claims a gigabyte is refused at once, and takes no memory", async () => {
  const pair = loopback();
  (async () => {
    for (;;) {
      const chunk = await pair.far.read();
      if (chunk.kind === "eof") return;
      const isIdentity = new TextDecoder().decode(chunk.bytes) === "*IDN?\n";
      await pair.far.write(utf8.encode(isIdentity ? "ACME,HUGE,1,1.0\n" : "#9999999999ABC"));
    }
  })().catch(() => {}); // the near end was closed
  const scope = await openScpi("tcp://10.0.0.7:5025", {
    openTransport: () => Promise.resolve(pair.near),
  });
  const curve = scope.block("CURV?", { name: "curve", type: "int16" });
  const before = Deno.memoryUsage().external;
  const error = await assertRejects(() => curve.read(), ReadoutError);
  assert(isReadoutError(error) && error.code === "frame.bad", error.code);
  assert(Deno.memoryUsage().external - before < 128 * 1024 * 1024);
  await scope[Symbol.asyncDispose]();
  await pair[Symbol.asyncDispose]();
});
