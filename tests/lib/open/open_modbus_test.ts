import { assert, assertEquals, assertRejects } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { readAll } from "../../../lib/acquisition/read_all.ts";
import { openModbus } from "../../../lib/open/open_modbus.ts";
import { ModbusTestServer } from "./modbus_test_server.ts";

const timeout = 10_000;

for (const framing of ["tcp", "rtu", "ascii"] as const) {
  Deno.test({
    name: `openModbus() on a socket reads and writes a device that speaks ${framing}`,
    timeout,
    async fn() {
      await using server = new ModbusTestServer({ framing });
      server.device.input.set([0x41a8, 0, 17]);
      await using modbus = await openModbus(server.address, { framing, unit: 5 });
      const readings = await readAll([
        modbus.input("30001", { name: "volts", type: "float32" }),
        modbus.input("30003", { name: "count" }),
      ]);
      assertEquals(readings.map(({ value }) => value), [21, 17]);
      const target = modbus.holding(9, { name: "target", writable: true, readBack: true });
      await target.write(1_234);
      assertEquals(server.device.holding[9], 1_234);
      assertEquals(server.device.asked[0], "5 read-input-registers 0+3");
    },
  });
}

Deno.test({
  name: "openModbus() with several in flight gives each question its own reply",
  timeout,
  async fn() {
    await using server = new ModbusTestServer();
    server.device.input.forEach((_, at) => server.device.input[at] = at);
    await using modbus = await openModbus(server.address, { inFlight: 8 });
    const starts = Array.from({ length: 200 }, (_, at) => at * 7);
    const replies = await Promise.all(starts.map((start) => modbus.readInput(start, 2)));
    assertEquals(replies, starts.map((start) => Uint16Array.of(start, start + 1)));
  },
});

Deno.test({
  name: "openModbus() rejects when nobody listens there, and leaves no connection",
  timeout,
  async fn() {
    const server = new ModbusTestServer();
    await server[Symbol.asyncDispose]();
    const error = await assertRejects(() => openModbus(server.address), ReadoutError);
    assertEquals(error.code, "link.failed");
  },
});

Deno.test({
  name: "openModbus() rejects with its signal's own reason",
  timeout,
  async fn() {
    const signal = AbortSignal.abort("mine");
    const reason = await openModbus("tcp://127.0.0.1:9", { signal }).catch((thrown) => thrown);
    assertEquals(reason, "mine");
  },
});

Deno.test("openModbus() refuses what it cannot open, at once", async () => {
  await assertRejects(() => openModbus("10.0.0.5"), TypeError, "VISA resource");
  await assertRejects(() => openModbus("GPIB0::5::INSTR"), TypeError, "GPIB");
  await assertRejects(() => openModbus("tcp://127.0.0.1:9", { unit: 300 }), RangeError, "0 to 255");
  const options = { framing: "rtu", inFlight: 2 } as const;
  await assertRejects(() => openModbus("tcp://127.0.0.1:9", options), TypeError, "2 questions");
});

Deno.test({
  name: "a device that hung up is there again at the next read",
  timeout,
  async fn() {
    await using server = new ModbusTestServer();
    await using modbus = await openModbus(server.address);
    const count = modbus.input(0, { name: "count" });
    await count.read();
    await server.hangUp();
    // The hang-up may be seen before the question, or break it.
    const first = await count.tryRead();
    assert(first.value === 0 || first.fault?.code === "link.closed", first.fault?.code);
    assertEquals((await count.read()).value, 0);
    assertEquals(server.device.connects, 2);
  },
});
