import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import type { Channel } from "../../../lib/contract/channel.ts";
import type { WritableChannel } from "../../../lib/contract/writable_channel.ts";
import { SimulatedSupply } from "./scpi_supply.ts";

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

/** Fails to compile unless the value has exactly this type. */
function assertType<T>() {
  return <U>(_value: U, _isSame: Same<T, U>): void => {};
}

Deno.test("setting.number() sends the number, asks what it is now, and whether it was refused", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const volts = psu.setting.number("VOLT", { name: "volts", unit: "V", min: 0, max: 30 });
  const writing = await volts.write(3.3);
  assertEquals([writing.channel, writing.value, writing.unit], ["volts", 3.3, "V"]);
  const before = "SYST:ERR?"; // what was in the queue is nobody's refusal
  assertEquals(supply.takeReceived(), [before, "VOLT 3.3", "VOLT?", "SYST:ERR?"]);
  assertEquals((await volts.read()).value, 3.3);
});

Deno.test("setting.number() refuses what is outside its limits at once, and sends nothing", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const volts = psu.setting.number("VOLT", {
    name: "volts",
    unit: "V",
    min: 0,
    max: 5,
    step: 0.01,
  });
  for (
    const [value, why] of [
      [5.1, "Cannot set volts to 5.1 V: it should be from 0 to 5 V"],
      [-0.1, "from 0 to 5 V"],
      [NaN, "from 0 to 5 V"],
      [Infinity, "from 0 to 5 V"],
      [
        1.234,
        "Cannot set volts to 1.234 V: it should be a multiple of 0.01 V, such as 1.23 or 1.24 V",
      ],
    ] as const
  ) {
    assertThrows(() => volts.write(value), RangeError, why);
    assertThrows(() => volts.tryWrite(value), RangeError, why);
  }
  const free = psu.setting.number("CURR", { name: "amps", max: 2 });
  assertThrows(() => free.write(2.1), RangeError, "Cannot set amps to 2.1: it should be at most 2");
  assertThrows(
    () => psu.setting.number("POW", { name: "watts" }).write(NaN),
    RangeError,
    "it should be a finite number",
  );
  assertEquals(supply.received, []);
  for (const value of [0, 0.29, 0.57, 1.15, 4.35, 5]) { // no multiple of 0.01 is one exactly
    await volts.write(value);
    assertEquals((await volts.read()).value, value);
  }
});

Deno.test("a setting that the instrument did not take is device.refused, however politely", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  supply.answers.set("CURR?", "2.000");
  const amps = psu.setting.number("CURR", { name: "amps", unit: "A" });
  const error = await assertRejects(() => amps.write(2.5), ReadoutError);
  assertEquals(error.code, "device.refused");
  assertStringIncludes(error.message, "Cannot set amps to 2.5 A: afterwards CURR? says 2;");
  const { channel, address, sent, received } = error.context;
  assertEquals([channel, address, sent, received], ["amps", "supply", "CURR 2.5", "2"]);
  const writing = await amps.tryWrite(2.5);
  assertEquals([writing.status, writing.status === "bad" && writing.reason], [
    "bad",
    "device-fail",
  ]);
});

Deno.test("a read-back may differ by the tolerance, by half a step, or by a millionth", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  for (
    const [options, set, readBack, isTaken] of [
      [{ tolerance: 0.01 }, 1.234, "1.24", true],
      [{ tolerance: 0.001 }, 1.234, "1.24", false],
      [{ step: 0.1 }, 1.3, "1.35", true],
      [{ step: 0.1 }, 1.3, "1.36", false],
      [{}, 1 / 3, "0.3333333", true],
      [{}, 1 / 3, "0.33333", false],
      [{}, 0, "0.0", true],
      [{}, 0, "0.001", false],
    ] as const
  ) {
    supply.answers.set("CURR?", readBack);
    const writing = await psu.setting.number("CURR", { name: "amps", ...options }).tryWrite(set);
    assertEquals(
      writing.status,
      isTaken ? "good" : "bad",
      `${JSON.stringify(options)} ${readBack}`,
    );
  }
});

Deno.test("a setting without read-back asks nothing, and with errors: never sends the command alone", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  await psu.setting.number("VOLT", { name: "volts", readBack: false }).write(99);
  assertEquals(supply.takeReceived(), ["VOLT 99"]);
  await psu.setting.number("VOLT", { name: "volts" }).write(9);
  assertEquals(supply.takeReceived(), ["VOLT 9", "VOLT?"]);
});

Deno.test("a scale and an offset stand between the value and the wire, in both directions", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const celsius = { unit: "\u00b0C", scale: 0.1, offset: -273.15 };
  const oven = psu.setting.number("CURR", { name: "oven", max: 100, ...celsius });
  await oven.write(20.35);
  assertEquals(supply.received.includes("CURR 2935"), true); // not 2934.9999999999995
  assertEquals((await oven.read()).value, 20.35);
  supply.answers.set("CURR?", "2936");
  const { fault } = await psu.number("CURR?", { name: "oven", ...celsius }).tryRead();
  assertEquals(fault, undefined);
  supply.answers.set("MEAS?", "2731,2732");
  assertEquals((await psu.numbers("MEAS?", { name: "both", ...celsius }).read()).value, [
    -0.05,
    0.05,
  ]);
  assertThrows(() => oven.write(101), RangeError, "at most 100 \u00b0C");
  for (const scale of [0, NaN, Infinity]) {
    assertThrows(() => psu.setting.number("CURR", { name: "oven", scale }), RangeError, "scale");
  }
});

Deno.test("no text that is set can become another command: it is refused at once, and nothing is sent", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const label = psu.setting.text("LABEL", { name: "label" });
  const mode = psu.setting.text("MODE", { name: "mode", form: "word" });
  for (const evil of ["a\n*RST", "a\r*RST", "a;*RST", "a\0", "\x1b[2J", "\x7f"]) {
    for (const setting of [label, mode]) {
      assertThrows(() => setting.write(evil), TypeError, "as a parameter");
      assertThrows(() => setting.tryWrite(evil), TypeError, "as a parameter");
    }
  }
  for (const evil of ["", " ", '"open', "#15HELLO", "\u00b5"]) {
    assertThrows(() => mode.write(evil), TypeError);
  }
  assertEquals(supply.received, []);
  await label.write('12" rack, "A"');
  assertEquals(supply.received[1], 'LABEL "12"" rack, ""A"""');
  assertEquals((await label.read()).value, '12" rack, "A"');
  await mode.write("FAST");
  assertEquals(supply.received.includes("MODE FAST"), true);
});

Deno.test("setting.choice() and bool() write and read meanings, and refuse what has none", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const mode = psu.setting.choice("FUNC", { voltage: "VOLT", current: "CURR" }, { name: "mode" });
  await mode.write("current");
  assertEquals((await mode.read()).value, "current");
  assertEquals(supply.received.includes("FUNC CURR"), true);
  assertThrows(() => mode.write("power" as "voltage"), TypeError, "voltage,current");
  const output = psu.setting.bool("OUTP", { name: "output" });
  await output.write(true);
  assertEquals((await output.read()).value, true);
  supply.answers.set("OUTP?", "OFF");
  assertEquals((await output.tryWrite(true)).status, "bad");
  assertThrows(
    () => psu.setting.choice("FUNC", { a: "A;*RST" }, { name: "mode" }),
    TypeError,
    "as a parameter",
  );
});

Deno.test("the types of channels follow from their declarations", async () => {
  await using psu = new SimulatedSupply().instrument();
  const name = "any";
  const words = { DC: "0", AC: "1" } as const;
  assertType<Channel<number>>()(psu.number("A?", { name }), true);
  assertType<Channel<readonly number[]>>()(psu.numbers("A?", { name }), true);
  assertType<Channel<boolean>>()(psu.bool("A?", { name }), true);
  assertType<Channel<"DC" | "AC">>()(psu.choice("A?", { DC: "0", AC: "1" }, { name }), true);
  assertType<Channel<Int16Array>>()(psu.block("A?", { name, type: "int16" }), true);
  assertType<Channel<Float64Array>>()(psu.block("A?", { name, type: "float64" }), true);
  assertType<Channel<Float64Array>>()(psu.waveform("A?", { name, type: "int16" }), true);
  // @ts-expect-error: 64-bit integers would be rounded
  psu.waveform("A?", { name, type: "int64" });
  assertType<WritableChannel<number>>()(psu.setting.number("A", { name }), true);
  assertType<WritableChannel<boolean>>()(psu.setting.bool("A", { name }), true);
  assertType<WritableChannel<"DC" | "AC">>()(psu.setting.choice("A", words, { name }), true);
  assertType<WritableChannel<string>>()(psu.setting.text("A", { name }), true);
  // @ts-expect-error: a channel of a question cannot be written
  assertThrows(() => psu.number("A?", { name }).write(1));
});

Deno.test("a setting may be any command with one % for the parameter, and its own question", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const second = psu.setting.number("CHAN:VOLT %,(@2)", { name: "second", ask: "CHAN:VOLT? (@2)" });
  await second.write(2);
  assertEquals(supply.takeReceived().slice(1, 3), ["CHAN:VOLT 2,(@2)", "CHAN:VOLT? (@2)"]);
  for (
    const [command, ask, why] of [
      ["VOLT?", undefined, "it should be a header"],
      ["VOLT? %", "VOLT?", "it should be a header"],
      ["VOLT 5", undefined, "it should be a header"],
      ["VOLT %,%", "VOLT?", "one %"],
      ["VOLT %,(@2)", undefined, "the option ask should be its question"],
      ["VOLT", "VOLT", "the option ask should be its question"],
      ["VOLT", "VOLT?;CURR?", "the option ask should be its question"],
      ["VOLT %\n*RST", "VOLT?", "control characters"],
      ["", undefined, "it should be a header"],
    ] as const
  ) {
    assertThrows(() => psu.setting.number(command, { name: "bad", ask }), TypeError, why);
  }
  for (
    const limits of [{ min: 2, max: 1 }, { min: NaN }, { step: 0 }, { step: -1 }, { tolerance: -1 }]
  ) {
    assertThrows(() => psu.setting.number("VOLT", { name: "bad", ...limits }), RangeError);
  }
});

Deno.test("an urgent setting comes before all that wait for the link", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  const output = psu.setting.bool("OUTP", { name: "output", urgent: true, readBack: false });
  await Promise.all([
    psu.query("*IDN?"),
    psu.query("VOLT?"),
    psu.query("*STB?"),
    output.write(false),
  ]);
  assertEquals(supply.received, ["*IDN?", "OUTP 0", "VOLT?", "*STB?"]);
});
