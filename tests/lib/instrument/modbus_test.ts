import { assert, assertEquals } from "../../deps/assert.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { readAll } from "../../../lib/acquisition/read_all.ts";
import { poll } from "../../../lib/acquisition/poll.ts";
import { ModbusDevice } from "../../../lib/instrument/modbus.ts";
import { Link } from "../../../lib/link/link.ts";
import type { ExceptionName } from "../../../lib/protocol/modbus/exception.ts";
import { modbusTestBench } from "./modbus_test_bench.ts";
import { ModbusTestDevice } from "./modbus_test_device.ts";

for (const framing of ["tcp", "rtu", "ascii"] as const) {
  Deno.test(`ModbusDevice (${framing}) reads and writes by every function`, async () => {
    await using it = modbusTestBench({ framing, unit: 7 });
    const { device, modbus } = it;
    await modbus.writeRegister(3, 33);
    await modbus.writeRegisters(4, [44, 55]);
    assertEquals(await modbus.readHolding(3, 3), Uint16Array.of(33, 44, 55));
    await modbus.maskWrite(3, 0xfff0, 0x000f);
    assertEquals((await modbus.readHolding(3, 1))[0], 0x002f);
    const [seen] = await modbus.readWrite({
      writeAddress: 100,
      values: [9],
      readAddress: 100,
      readCount: 1,
    });
    assertEquals(seen, 9);
    device.input[8] = 88;
    assertEquals(await modbus.readInput(8, 1), Uint16Array.of(88));
    await modbus.writeCoil(1, true);
    await modbus.writeCoils(2, [true, false, true]);
    assertEquals(await modbus.readCoils(0, 5), [false, true, true, false, true]);
    device.discrete[2] = true;
    assertEquals(await modbus.readDiscrete(1, 2), [false, true]);
    assert(device.asked.every((it) => it.startsWith("7 ")));
  });
}

Deno.test("identification() asks until the unit has said all", async () => {
  await using it = modbusTestBench();
  const { vendorName, productCode, revision, productName, objects } = await it.modbus
    .identification();
  assertEquals([vendorName, productCode, revision, productName], ["ACME", "M-1", "1.7", undefined]);
  assertEquals([...objects.keys()], [0, 1, 2]);
  assertEquals(it.device.asked.length, 3);
});

Deno.test("a channel gives what its registers hold, by type, byte order and scale", async () => {
  await using it = modbusTestBench({ byteOrder: "CDAB" });
  const { device, modbus } = it;
  device.input.set([0x0000, 0x41a8], 0);
  device.input.set([0x41a8, 0x0000], 2);
  device.holding.set([653, 0xfff6], 10);
  device.holding.set([0x4142, 0x4300], 20);
  device.discrete[5] = true;
  const channels = [
    modbus.input("30001", { name: "low word first", unit: "V", type: "float32" }),
    modbus.input(2, { name: "high word first", type: "float32", byteOrder: "ABCD" }),
    modbus.holding("40011", { name: "scaled", scale: 0.1, offset: -40 }),
    modbus.holding(11, { name: "negative", type: "int16" }),
    modbus.holding(20, { name: "name", type: "text", registers: 2 }),
    modbus.holding(10, { name: "both", type: "bool" }),
    modbus.discrete("10006", { name: "door" }),
  ];
  const readings = await readAll(channels);
  const values = readings.map(({ value }) => value);
  assertEquals(values, [21, 21, 25.3, -10, "ABC", true, true]);
  assertEquals(readings[0]!.unit, "V");
});

Deno.test("a 64-bit integer is a number while it is exact, and a fault when it is not", async () => {
  await using it = modbusTestBench();
  const { device, modbus } = it;
  device.input.set([0x0020, 0, 0, 0], 0);
  device.input.set([0x001f, 0xffff, 0xffff, 0xffff], 4);
  const tooMuch = await modbus.input(0, { name: "energy", type: "uint64" }).tryRead();
  assertEquals([tooMuch.value, tooMuch.fault?.code], [null, "value.invalid"]);
  assertEquals(
    (await modbus.input(0, { name: "exact", type: "biguint64" }).read()).value,
    2n ** 53n,
  );
  const most = await modbus.input(4, { name: "most", type: "uint64" }).read();
  assertEquals(most.value, Number.MAX_SAFE_INTEGER);
});

Deno.test("channels read in the same turn share requests: neighbours, within maxGap and maxCount", async () => {
  await using it = modbusTestBench({ maxGap: 2, maxCount: 8 });
  const { device, modbus } = it;
  device.holding.forEach((_, at) => device.holding[at] = at);
  const at = (address: number) => modbus.holding(address, { name: `r${address}` });
  const addresses = [0, 1, 4, 5, 9, 200];
  const values: unknown[] = [];
  const channels = addresses.map(at);
  for await (const { value } of poll(channels, { periodMs: 10, count: 2 })) values.push(value);
  assertEquals(values, [...addresses, ...addresses]);
  const requests = ["0+6", "9+1", "200+1"].map((it) => `1 read-holding-registers ${it}`);
  assertEquals(device.asked, [...requests, ...requests]);
});

Deno.test("a register that is not there takes no other down, and is asked for alone from then on", async () => {
  const missing = 3;
  await using it = modbusTestBench({}, {
    refusal: ({ request }) =>
      "address" in request && "count" in request && request.address <= missing &&
        request.address + request.count > missing
        ? "illegal-data-address"
        : undefined,
  });
  const { device, modbus } = it;
  const channels = [0, 1, 2, 3, 4, 5].map((at) => modbus.holding(at, { name: `r${at}` }));
  for (const round of [1, 2, 3]) {
    device.asked.length = 0;
    const readings = await readAll(channels);
    assertEquals(readings.map(({ status }) => status), [
      ...["good", "good", "good", "bad", "good", "good"],
    ]);
    assertEquals(readings[3]!.fault?.code, "device.unsupported");
    assertEquals(readings[3]!.reason, "config");
    assertEquals(device.asked.length, round === 1 ? 7 : 3);
  }
  assertEquals(device.asked, [
    "1 read-holding-registers 0+3",
    "1 read-holding-registers 4+2",
    "1 read-holding-registers 3+1",
  ]);
});

Deno.test("registers that the device refuses only together are asked for one by one from then on", async () => {
  await using it = modbusTestBench({}, {
    refusal: ({ request }) =>
      "count" in request && request.count > 1 ? "illegal-data-value" : undefined,
  });
  const channels = [0, 1, 2].map((at) => it.modbus.holding(at, { name: `r${at}` }));
  for (const requests of [4, 3]) {
    it.device.asked.length = 0;
    assertEquals((await readAll(channels)).map(({ status }) => status), ["good", "good", "good"]);
    assertEquals(it.device.asked.length, requests);
  }
});

Deno.test("an exception is a fault that names it, the unit and the register; its code says what to do", async () => {
  const expected: readonly (readonly [ExceptionName, string, string])[] = [
    ["illegal-function", "device.unsupported", "config"],
    ["illegal-data-address", "device.unsupported", "config"],
    ["illegal-data-value", "device.unsupported", "config"],
    ["device-failure", "device.refused", "device-fail"],
    ["acknowledge", "device.busy", "comm-fail"],
    ["busy", "device.busy", "comm-fail"],
    ["negative-acknowledge", "device.refused", "device-fail"],
    ["memory-parity-error", "device.refused", "device-fail"],
    ["gateway-path-unavailable", "link.failed", "comm-fail"],
    ["gateway-target-failed-to-respond", "timeout.reply", "comm-fail"],
  ];
  for (const [name, code, reason] of expected) {
    await using it = modbusTestBench({ unit: 9 }, { refusal: () => name });
    const reading = await it.modbus.input(107, { name: "volts", type: "int32" }).tryRead();
    assertEquals([reading.fault?.code, reading.reason], [code, reason]);
    const { message } = reading.fault!;
    for (const part of [name, "unit 9", "read-input-registers 107 to 108"]) {
      assert(message.includes(part), message);
    }
  }
});

Deno.test("a text that is no ASCII and a float that is not a number are bad readings", async () => {
  await using it = modbusTestBench();
  it.device.input.set([0xffff, 0xffff]);
  for (
    const reading of [
      await it.modbus.input(0, { name: "text", type: "text", registers: 2 }).tryRead(),
      await it.modbus.input(0, { name: "float", type: "float32" }).tryRead(),
    ]
  ) {
    assertEquals([reading.value, reading.fault?.code], [null, "value.invalid"]);
  }
});

Deno.test("a read that is aborted rejects with its signal's own reason, and the others go on", async () => {
  await using it = modbusTestBench();
  const [a, b] = [0, 1].map((at) => it.modbus.holding(at, { name: `r${at}` }));
  const stop = new AbortController();
  const reading = a!.read({ signal: stop.signal });
  const other = b!.read();
  stop.abort("mine");
  assertEquals(await reading.catch((reason) => reason), "mine");
  assertEquals((await other).value, 0);
  assertEquals(it.device.asked, ["1 read-holding-registers 0+2"]);
});

Deno.test("a timeout names the unit and the registers, and the next read is good", async () => {
  let isAlive = false;
  const device = new ModbusTestDevice({ isAlive: () => isAlive });
  const link = new Link({
    address: "bench",
    open: device.open,
    resync: { kind: "id" },
    replyTimeoutMs: 20,
  });
  await using modbus = new ModbusDevice(link, { unit: 3 });
  const volts = modbus.input(4, { name: "volts" });
  const error = await volts.read().catch((thrown) => thrown);
  assert(isReadoutError(error));
  assertEquals(error.code, "timeout.reply");
  assert(error.message.includes("unit 3, read-input-registers 4"), error.message);
  isAlive = true;
  assertEquals((await volts.read()).value, 0);
});
