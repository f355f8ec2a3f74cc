import { assertEquals, assertRejects, assertStringIncludes } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { openScpi } from "../../../lib/open/open_scpi.ts";
import { encodeBlock } from "../../../lib/protocol/scpi/encode_block.ts";
import { scpi } from "../../../lib/protocol/scpi/scpi.ts";
import { type Answer, SimulatedInstrument } from "./simulated_instrument.ts";

const timeout = 10_000;

const meter: Answer = (message) => {
  switch (message) {
    case "*IDN?":
      return "ACME,DMM1,42,1.0";
    case "MEAS:VOLT?":
      return "+1.234500E+00";
    case "MEAS:RES?":
      return "9.9E+37";
    case "MEAS:BROKEN?":
      return "1.2.3";
    case "COUP?":
      return "1";
    case "BYTES?":
      return encodeBlock(Uint8Array.of(1, 2, 3));
    case "LONG?":
      return encodeBlock(new Uint8Array(1_000_000));
    case "LOOSE?":
      return "5E3";
    case "CURV?":
      return encodeBlock(new Uint8Array(Int16Array.of(1, 256).buffer).reverse());
    default:
      return undefined;
  }
};

Deno.test({
  name: "openScpi() gives an instrument that is asked and told, and channels of its questions",
  timeout,
  async fn() {
    await using device = new SimulatedInstrument(meter);
    await using dmm = await openScpi(device.address, { expectIdn: "DMM1" });
    assertEquals(await dmm.query("*IDN?"), "ACME,DMM1,42,1.0");
    const volts = await dmm.number("MEAS:VOLT?", { name: "volts", unit: "V" }).read();
    assertEquals([volts.channel, volts.value, volts.unit, volts.status], [
      "volts",
      1.2345,
      "V",
      "good",
    ]);
    const coupling = dmm.choice("COUP?", { DC: "0", AC: "1" }, { name: "coupling" });
    const meaning: "DC" | "AC" = (await coupling.read()).value;
    assertEquals(meaning, "AC");
    const curve = dmm.block("CURV?", { type: "int16" }, { name: "curve", unit: "V" });
    assertEquals((await curve.read()).value, Int16Array.of(256, 1));
    const long = dmm.block("LONG?", { type: "uint8" }, { name: "long" });
    assertEquals((await long.read()).value.length, 1_000_000);
    const loose = dmm.number("LOOSE?", { name: "loose", form: "NRf" });
    assertEquals((await loose.read()).value, 5_000);
    await dmm.write(scpi`VOLT ${1.5}`);
    assertEquals(
      await dmm.text("*IDN?", { name: "identity" }).read().then((r) => r.value),
      "ACME,DMM1,42,1.0",
    );
    assertStringIncludes(device.received.join("|"), "VOLT 1.5");
  },
});

Deno.test({
  name: "an instrument's 9.9E37, and what is no number, are bad readings and never values",
  timeout,
  async fn() {
    await using device = new SimulatedInstrument(meter);
    await using dmm = await openScpi(device.address);
    const over = await dmm.number("MEAS:RES?", { name: "ohms" }).tryRead();
    assertEquals([over.value, over.reason, over.fault?.code], [
      null,
      "sensor-fail",
      "value.invalid",
    ]);
    const broken = await dmm.number("MEAS:BROKEN?", { name: "broken" }).tryRead();
    assertEquals([broken.value, broken.reason, broken.fault?.code], [
      null,
      "protocol",
      "frame.bad",
    ]);
    assertEquals((await dmm.number("MEAS:VOLT?", { name: "volts" }).read()).value, 1.2345);
  },
});

Deno.test({
  name: "a block keeps its numbers when the instrument is asked something else",
  timeout,
  async fn() {
    await using device = new SimulatedInstrument(meter);
    await using dmm = await openScpi(device.address);
    const { value } = await dmm.block("BYTES?", { type: "uint8" }, { name: "bytes" }).read();
    await dmm.query("*IDN?");
    assertEquals(value, Uint8Array.of(1, 2, 3));
  },
});

Deno.test({
  name: "openScpi() refuses another device than the expected one, and leaves no connection",
  timeout,
  async fn() {
    await using device = new SimulatedInstrument(meter);
    const open = () => openScpi(device.address, { expectIdn: "34461A" });
    const error = await assertRejects(open, ReadoutError, "ACME,DMM1");
    assertEquals(error.code, "device.unexpected");
  },
});

Deno.test({
  name: "an instrument that hung up is there again at the next question",
  timeout,
  async fn() {
    await using device = new SimulatedInstrument(meter);
    await using dmm = await openScpi(device.address, { expectIdn: "DMM1" });
    const volts = dmm.number("MEAS:VOLT?", { name: "volts" });
    await device.hangUp();
    // The hang-up may be seen before the question, or break it.
    const first = await volts.tryRead();
    assertEquals(first.value ?? first.fault?.code, first.value === null ? "link.closed" : 1.2345);
    assertEquals((await volts.read()).value, 1.2345);
    assertEquals(dmm.link.stats().connects, 2);
  },
});

Deno.test("openScpi() refuses an address that it cannot read, or does not speak yet, at once", async () => {
  for (
    const [address, what] of [
      ["10.0.0.5", "VISA resource"],
      ["GPIB0::5::INSTR", "GPIB resource"],
      ["ASRL/dev/ttyUSB0::INSTR", "serial port"],
    ] as const
  ) {
    await assertRejects(() => openScpi(address), TypeError, what);
  }
});
