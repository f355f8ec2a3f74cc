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
    case "*IDN?;*STB?":
      return "ACME,DMM1,42,1.0;0";
    case "SYST:ERR?":
      return '0,"No error"';
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
    const curve = dmm.block("CURV?", { name: "curve", unit: "V", type: "int16" });
    assertEquals((await curve.read()).value, Int16Array.of(256, 1));
    const scaled = dmm.waveform("CURV?", { name: "curve", type: "int16", scale: 0.5, offset: 1 });
    assertEquals((await scaled.read()).value, Float64Array.of(129, 1.5));
    const long = dmm.block("LONG?", { name: "long", type: "uint8" });
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
    const { value } = await dmm.block("BYTES?", { name: "bytes", type: "uint8" }).read();
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
    await device.left;
  },
});

Deno.test({
  name: "openScpi() leaves no connection to an instrument that stops answering",
  timeout,
  async fn() {
    let asked = 0;
    await using device = new SimulatedInstrument(() =>
      asked++ === 0 ? "ACME,DMM1,42,1.0" : undefined
    );
    const open = () => openScpi(device.address, { replyTimeoutMs: 50 });
    assertEquals((await assertRejects(open, ReadoutError)).code, "timeout.reply");
    await device.left;
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

Deno.test({
  name: "openScpi() probes a serial line, by whatever it is reached, and connects a socket anew",
  timeout,
  async fn() {
    for (
      const [isAsrl, resync, probes, connects] of [
        [false, undefined, 0, 2],
        [false, "probe", 2, 1],
        [true, undefined, 2, 1],
        [true, "reopen", 0, 2],
        [true, { kind: "drain", quietMs: 5 }, 0, 1],
      ] as const
    ) {
      await using device = new SimulatedInstrument((message) =>
        message.startsWith("*IDN?;*STB?;") ? "ACME,DMM1,42,1.0;0;0" : meter(message)
      );
      const port = device.address.split("::")[2];
      const address = isAsrl ? `ASRLSOCKET://127.0.0.1:${port}` : device.address;
      await using dmm = await openScpi(address, { replyTimeoutMs: 50, resync });
      await assertRejects(() => dmm.query("SILENCE?"), ReadoutError, "no reply in 50 ms");
      assertEquals(await dmm.query("COUP?"), "1");
      const asked = device.received.filter((it) => it.startsWith("*IDN?;")).length;
      assertEquals([asked, dmm.link.stats().connects], [probes, connects], address);
    }
  },
});

Deno.test({
  name: "openScpi() sends the commands of init each time that it connects, before the first value",
  timeout,
  async fn() {
    await using device = new SimulatedInstrument(meter);
    await using dmm = await openScpi(device.address, { init: ["FORM REAL", "VOLT:NPLC 10"] });
    const identity = ["*IDN?", "*IDN?"]; // the same twice: it is in step
    const once = [...identity, "SYST:ERR?", "FORM REAL", "VOLT:NPLC 10", "SYST:ERR?"];
    assertEquals(device.received.splice(0), once);
    await device.hangUp();
    await dmm.number("MEAS:VOLT?", { name: "volts" }).tryRead(); // this or the next one sees it
    await dmm.query("COUP?");
    assertEquals(device.received.slice(0, 6), once);
  },
});

Deno.test({
  name: "openScpi() gives no instrument that refuses what init tells it",
  timeout,
  async fn() {
    const errors = ['-113,"Undefined header"'];
    const received: string[] = [];
    await using device = new SimulatedInstrument((message) => {
      received.push(message);
      const isRefused = message === "SYST:ERR?" && received.includes("FOO");
      return (isRefused ? errors.shift() : undefined) ?? meter(message);
    });
    const open = () => openScpi(device.address, { init: ["FOO"] });
    const error = await assertRejects(open, ReadoutError, 'says -113,"Undefined header"');
    assertEquals(error.code, "device.refused");
  },
});

Deno.test("openScpi() refuses an address that it cannot read, or does not speak yet, at once", async () => {
  for (
    const [address, what] of [
      ["10.0.0.5", "VISA resource"],
      ["GPIB0::5::INSTR", "GPIB resource"],
    ] as const
  ) {
    await assertRejects(() => openScpi(address), TypeError, what);
  }
});
