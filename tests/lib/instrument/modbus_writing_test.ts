import { assert, assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { modbusTestBench } from "./modbus_test_bench.ts";

Deno.test("a writable channel writes one register by function 6, several by 16, a coil by 5", async () => {
  await using it = modbusTestBench();
  const { device, modbus } = it;
  const one = modbus.holding(0, { name: "one", writable: true, scale: 0.1, unit: "\u00b0C" });
  const two = modbus.holding(1, { name: "two", writable: true, type: "float32" });
  const text = modbus.holding(3, { name: "text", writable: true, type: "text", registers: 2 });
  const coil = modbus.coil(0, { name: "coil", writable: true });
  await one.write(21.3);
  await two.write(21);
  await text.write("ABC");
  await coil.write(true);
  assertEquals([...device.holding.subarray(0, 5)], [213, 0x41a8, 0, 0x4142, 0x4300]);
  assertEquals(device.coils[0], true);
  assertEquals(device.asked.map((it) => it.split(" ")[1]), [
    "write-single-register",
    "write-multiple-registers",
    "write-multiple-registers",
    "write-single-coil",
  ]);
  assertEquals((await one.read()).value, 21.3);
});

Deno.test("multipleOnly writes one register by function 16 and one coil by 15", async () => {
  await using it = modbusTestBench({ multipleOnly: true });
  await it.modbus.holding(0, { name: "one", writable: true }).write(5);
  await it.modbus.coil(0, { name: "coil", writable: true }).write(true);
  assertEquals(it.device.asked, ["1 write-multiple-registers 0+1", "1 write-multiple-coils 0+1"]);
});

Deno.test("what is outside of the limits, or does not fit, is refused at once and never sent", async () => {
  await using it = modbusTestBench();
  const oven = it.modbus.holding(0, {
    name: "oven",
    unit: "\u00b0C",
    writable: true,
    min: 0,
    max: 250,
    type: "int16",
    scale: 0.1,
  });
  for (const value of [-0.1, 250.1, NaN, Infinity]) {
    assertThrows(() => oven.write(value), RangeError, "from 0 to 250");
    assertThrows(() => oven.tryWrite(value), RangeError, "from 0 to 250");
  }
  const raw = it.modbus.holding(1, { name: "raw", writable: true });
  assertThrows(() => raw.write(70_000), RangeError, "0 to 65535");
  assertThrows(() => raw.write(1.5), RangeError, "integer");
  const float = it.modbus.holding(2, { name: "float", writable: true, type: "float32" });
  assertThrows(() => float.write(NaN), RangeError, "finite");
  const text = it.modbus.holding(4, { name: "t", writable: true, type: "text", registers: 1 });
  assertThrows(() => text.write("long"), RangeError, "at most 2");
  const coil = it.modbus.coil(0, { name: "coil", writable: true });
  assertThrows(() => coil.write(1 as never), TypeError, "true or false");
  await oven.write(250);
  assertEquals(it.device.asked, ["1 write-single-register 0+1"]);
});

Deno.test("readBack tells when the device holds another value than was written", async () => {
  await using it = modbusTestBench();
  const oven = it.modbus.holding(0, { name: "oven", writable: true, readBack: true });
  await oven.write(70);
  it.device.clamp = 65;
  const writing = await oven.tryWrite(70);
  assert(writing.status === "bad");
  assertEquals(writing.fault.code, "device.refused");
  assert(writing.fault.message.includes("afterwards it is 65"), writing.fault.message);
});

Deno.test("a declaration that cannot be kept is refused when the channel is made", async () => {
  await using it = modbusTestBench({ maxCount: 2 });
  const { modbus } = it;
  for (const address of [-1, 1.5, 65_536, NaN]) {
    assertThrows(() => modbus.holding(address, { name: "x" }), RangeError, "address");
  }
  assertThrows(() => modbus.holding(65_535, { name: "x", type: "uint32" }), RangeError, "65534");
  assertThrows(() => modbus.holding(0, { name: "x", type: "float64" }), RangeError, "1 to 2");
  assertThrows(
    () => modbus.holding(0, { name: "x", type: "text", registers: 0 }),
    RangeError,
    "1 to 2",
  );
  assertThrows(() => modbus.holding(0, { name: "x", scale: 0 }), RangeError, "scale");
  const unknown = "u16" as "uint16";
  assertThrows(() => modbus.holding(0, { name: "x", type: unknown }), TypeError, "uint16");
  assertThrows(
    () => modbus.holding(0, { name: "x", writable: true, min: 2, max: 1 }),
    RangeError,
    "min",
  );
  assertThrows(() => modbus.unit(256), RangeError, "0 to 255");
  assertThrows(() => modbus.holding(0, { name: "" }), TypeError, "name is empty");
});

Deno.test("raw functions refuse what the standard does not allow, and send nothing", async () => {
  await using it = modbusTestBench();
  await assertRejects(() => it.modbus.readHolding(0, 126), RangeError, "125");
  await assertRejects(() => it.modbus.writeRegister(0, -1), RangeError, "0 to 65535");
  assertEquals(it.device.asked, []);
});

Deno.test("unit 0 on a serial line is told and never asked; on TCP it is a unit", async () => {
  const clock = new VirtualClock();
  await using serial = modbusTestBench({ framing: "rtu", clock });
  const everybody = serial.modbus.unit(0);
  let isDone = false;
  const telling = everybody.writeRegister(5, 55).then(() => isDone = true);
  await clock.advance(99);
  assertEquals([serial.device.holding[5], isDone], [55, false]); // they have 100 ms to do it
  await clock.advance(1);
  await telling;
  assertThrows(() => everybody.holding(5, { name: "x" }), TypeError, "everybody");
  await assertRejects(() => everybody.readHolding(5, 1), RangeError, "everybody");

  await using tcp = modbusTestBench({ unit: 0 });
  assertEquals((await tcp.modbus.holding(0, { name: "x" }).read()).value, 0);
});
