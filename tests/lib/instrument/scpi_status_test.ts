import {
  assert,
  assertEquals,
  assertStrictEquals,
  assertStringIncludes,
} from "../../deps/assert.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { rejection, SimulatedSupply } from "./scpi_supply.ts";

async function code(promise: Promise<unknown>): Promise<string> {
  const error = await rejection(promise);
  assert(isReadoutError(error), String(error));
  return error.code;
}

Deno.test("ScpiInstrument tells who it is, its status, its events and its errors", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  assertEquals(await psu.identity(), {
    maker: "ACME",
    model: "PSU1",
    serial: "42",
    firmware: "1.0",
  });
  await psu.write("FOO");
  assertEquals((await psu.statusByte()).errorQueue, true);
  assertEquals(await psu.takeErrors(), [{ code: -113, text: "Undefined header", detail: "FOO" }]);
  assertEquals(await psu.takeErrors(), []);
  supply.answers.set("*ESR?", "160");
  const { powerOn, commandError, operationComplete } = await psu.eventStatus();
  assertEquals([powerOn, commandError, operationComplete], [true, true, false]);
  await psu.write("FOO");
  await psu.clear();
  assertEquals(await psu.takeErrors(), []);
  await psu.trigger();
  assertEquals(supply.received.slice(-2), ["SYST:ERR?", "*TRG"]);
});

Deno.test("selfTest() gives what the instrument says, and waits for it", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  await psu.write("DEAF 30000");
  const test = psu.selfTest();
  await supply.clock.advance(30_000);
  assertEquals(await test, { isPassed: false, code: 3 });
  supply.answers.set("*TST?", "0");
  assertEquals(await psu.selfTest(), { isPassed: true, code: 0 });
});

Deno.test("complete() asks again and again until all is done, and others may ask in between", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  await psu.write("WORK 500");
  let isComplete = false;
  const waiting = psu.complete({ pollMs: 100 }).then(() => isComplete = true);
  await supply.clock.advance(450);
  assertEquals([isComplete, await psu.query("VOLT?")], [false, "0.00"]);
  await supply.clock.advance(50);
  await waiting;
  assertEquals(supply.received.filter((it) => it === "*ESR?").length, 1 + 6);
  assertEquals(supply.clock.pendingTimers, 0);
});

Deno.test("complete() is not taken in by an *OPC of before", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  await psu.write("*OPC");
  await psu.query("*IDN?");
  await psu.write("WORK 500");
  let isComplete = false;
  const waiting = psu.complete().then(() => isComplete = true);
  await supply.clock.advance(499);
  assertEquals(isComplete, false);
  await supply.clock.advance(20);
  await waiting;
});

Deno.test("complete() waits no longer than timeoutMs, or until its signal aborts, and leaves nothing", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  await psu.write("WORK 1e9");
  const late = rejection(psu.complete({ timeoutMs: 1_000, pollMs: 300 }));
  await supply.clock.advance(1_000);
  const error = await late;
  assert(isReadoutError(error));
  assertEquals(error.code, "timeout.total");
  assertStringIncludes(error.message, "in 1000 ms");
  const stop = new AbortController();
  const stopped = psu.complete({ signal: stop.signal }).catch((thrown) => thrown);
  await supply.clock.advance(10);
  stop.abort("mine");
  assertStrictEquals(await stopped, "mine");
  assertEquals(supply.clock.pendingTimers, 0);
  assertEquals(supply.connects, 1); // nothing late is to come
  assertEquals((await rejection(psu.complete({ timeoutMs: 0 }))).name, "RangeError");
});

Deno.test("complete() waits for an instrument that is deaf while it works, beyond the reply timeout", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never", replyTimeoutMs: 100 });
  await psu.write("DEAF 3000");
  const waiting = psu.complete();
  await supply.clock.advance(3_000);
  await waiting;
  assertEquals(supply.connects, 1);
  await psu.write("DEAF 1e9");
  const late = code(psu.complete({ timeoutMs: 1_000 }));
  await supply.clock.advance(1_000);
  assertEquals(await late, "timeout.total");
});

Deno.test("reset() is over when the instrument has done it", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  await psu.write("DEAF 2000");
  const resetting = psu.reset();
  await supply.clock.advance(2_000);
  await resetting;
  assertEquals(supply.received.slice(-4), ["*RST", "*ESR?", "*OPC", "*ESR?"]);
});

Deno.test("a question is not sent as a command, nor a command as a question", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  assertStringIncludes((await rejection(psu.write("*IDN?"))).message, "ask by query()");
  assertStringIncludes((await rejection(psu.query("OUTP 1"))).message, "send a command by write()");
  assertStringIncludes((await rejection(psu.write("A\n*RST"))).message, "control characters");
  assertStringIncludes((await rejection(psu.query("A?\n*RST"))).message, "control characters");
  assertEquals(supply.received, []);
});

Deno.test("what SCPI says instead of a number is a bad reading with a reason, and never a value", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  for (
    const [answer, why] of [
      ["9.9E+37", "above its range"],
      ["+9.90000000E+37", "above its range"],
      ["-9.9E37", "below its range"],
      ["9.91E+37", "no number"],
      ["NAN", "no number"],
    ] as const
  ) {
    supply.answers.set("MEAS?", answer);
    supply.answers.set("LIST?", `1.0,${answer}`);
    supply.answers.set("CURR?", answer);
    for (
      const channel of [
        psu.number("MEAS?", { name: "any", unit: "V", scale: 2, offset: 1 }),
        psu.numbers("LIST?", { name: "any" }),
        psu.setting.number("CURR", { name: "any" }),
      ]
    ) {
      const { value, reason, fault } = await channel.tryRead();
      assertEquals([value, reason, fault?.code], [null, "sensor-fail", "value.invalid"], answer);
      assertStringIncludes(fault!.message, why);
      assertEquals([fault!.channel, fault!.address], ["any", "supply"]);
    }
  }
});

Deno.test("a slow measurement may have a reply timeout of its own, and so a longer budget", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  const slow = psu.number("VOLT?", { name: "volts", replyTimeoutMs: 20_000 });
  await psu.write("DEAF 15000");
  const reading = slow.read();
  await supply.clock.advance(15_000);
  assertEquals((await reading).value, 0);
  await psu.write("DEAF 15000");
  const query = psu.query("VOLT?", { replyTimeoutMs: 20_000 });
  await supply.clock.advance(15_000);
  assertEquals(await query, "0.00");
});

Deno.test("bool(), text() and numbers() read what is of their form, and nothing else", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  supply.answers.set("A?", "ON").set("B?", '"a ""b"""').set("C?", "1,2.5,-3.0E+00").set("D?", "2");
  const name = "any";
  assertEquals((await psu.bool("A?", { name }).read()).value, true);
  assertEquals((await psu.text("B?", { name }).read()).value, '"a ""b"""');
  assertEquals((await psu.text("B?", { name, form: "quoted" }).read()).value, 'a "b"');
  assertEquals((await psu.numbers("C?", { name, count: 3 }).read()).value, [1, 2.5, -3]);
  for (
    const channel of [
      psu.bool("D?", { name }),
      psu.text("A?", { name, form: "quoted" }),
      psu.numbers("C?", { name, count: 2 }),
    ]
  ) {
    assertEquals((await channel.tryRead()).fault?.code, "frame.bad");
  }
});
