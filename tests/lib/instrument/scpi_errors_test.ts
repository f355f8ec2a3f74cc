import { assert, assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { isReadoutError, type ReadoutError } from "../../../lib/base/readout_error.ts";
import { standardError } from "../../../lib/protocol/scpi/standard_error.ts";
import { rejection, SimulatedSupply } from "./scpi_supply.ts";

async function fault(promise: Promise<unknown>): Promise<ReadoutError> {
  const error = await rejection(promise);
  assert(isReadoutError(error), String(error));
  return error;
}

Deno.test("a command that the instrument refused is device.refused, with its words", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const error = await fault(psu.write("FOO 1"));
  assertEquals(error.code, "device.refused");
  assertEquals(error.message, 'Cannot send "FOO 1": supply says -113,"Undefined header;FOO"');
  assertEquals([error.context.address, error.context.sent, error.context.received], [
    "supply",
    "FOO 1",
    '-113,"Undefined header;FOO"',
  ]);
  const volts = psu.setting.number("VOLT", { name: "volts", unit: "V" });
  const writing = await volts.tryWrite(31);
  assert(writing.status === "bad");
  assertEquals([writing.reason, writing.fault.code], ["device-fail", "device.refused"]);
  assertStringIncludes(writing.fault.message, 'Cannot set volts to 31 V: supply says -222,"Data');
  await psu.write("OUTP:PROT:CLE"); // and nothing is left of it
});

Deno.test("all that an instrument says about a command is read, and that more was lost is told", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const many = await fault(psu.write("VOLT 31;VOLT 32;VOLT 33;VOLT 34;VOLT 35"));
  assertStringIncludes(many.message, "and 1 more; its error queue was full, so some are lost");
  assertStringIncludes(many.context.received ?? "", '-350,"Queue overflow"');
  assertEquals(await psu.takeErrors(), []);
});

Deno.test("an error queue without an end is not read for ever", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  supply.answers.set("SYST:ERR?", '-100,"Command error"');
  assertEquals((await fault(psu.write("OUTP 1"))).code, "device.refused");
  assertEquals((await psu.takeErrors()).length, 256);
});

Deno.test("when errors are asked for is a choice: never, after-set, after-all, batch", async () => {
  for (
    const [errors, after] of [
      ["never", [0, 0]],
      ["after-set", [1, 0]],
      ["after-all", [1, 1]],
      ["batch", [0, 0]],
    ] as const
  ) {
    const supply = new SimulatedSupply();
    await using psu = supply.instrument({ errors });
    await psu.takeErrors();
    supply.takeReceived();
    await psu.write("OUTP 1");
    const set = supply.takeReceived().filter((it) => it === "SYST:ERR?").length;
    await psu.query("OUTP?");
    const asked = supply.takeReceived().filter((it) => it === "SYST:ERR?").length;
    assertEquals([set, asked], [...after], errors);
  }
});

Deno.test("what was in the error queue before a command is not blamed on it", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  supply.errors.push(standardError(-222)); // of somebody before us
  await psu.write("OUTP 1");
  const wrong = fault(psu.query("NONSENSE?"));
  await supply.clock.advance(1_000);
  assertEquals((await wrong).code, "timeout.reply");
  await psu.write("OUTP 0");
  assertEquals(await psu.takeErrors(), []);
});

Deno.test("that the instrument was switched on, or is ready, is no refusal", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  await psu.write("OUTP 1");
  for (const code of [-500, -600, -700, -800] as const) {
    supply.errors.push(standardError(code));
    await psu.write("OUTP 1");
  }
});

Deno.test("commands sent at once are each told of their own errors", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const volts = psu.setting.number("VOLT", { name: "volts" });
  const writings = await Promise.all(
    [1, 31, 2, 32, 3].map((value) => psu.setting.number("VOLT", { name: "v" }).tryWrite(value)),
  );
  assertEquals(writings.map(({ status }) => status), ["good", "bad", "good", "bad", "good"]);
  assertEquals((await volts.read()).value, 3);
});

Deno.test("with after-all, an instrument that does not answer says why", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "after-all" });
  const volts = psu.number("VOLTS?", { name: "volts" });
  const reading = volts.tryRead();
  await supply.clock.advance(1_000);
  const { fault: why } = await reading;
  assertEquals(why?.code, "device.refused");
  assertStringIncludes(why!.message, 'Cannot ask "VOLTS?": supply says -113,"Undefined header');
  assertStringIncludes(why!.cause?.message ?? "", "no reply in 1000 ms");
  assertEquals(await psu.query("VOLT?"), "0.00");
});

Deno.test("with after-all, an instrument that is only silent is a timeout, whatever our next question causes", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "after-all" });
  supply.silent.add("SLOW?");
  await psu.takeErrors();
  const slow = fault(psu.query("SLOW?"));
  await supply.clock.advance(500);
  supply.errors.push(standardError(-410)); // Query INTERRUPTED
  await supply.clock.advance(500);
  assertEquals((await slow).code, "timeout.reply");
  supply.silent.add("SYST:ERR?");
  const deaf = fault(psu.query("SLOW?"));
  await supply.clock.advance(5_000);
  assertEquals((await deaf).code, "timeout.reply");
});

Deno.test("batch() asks for errors once, at its end, and says that something was refused", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const volts = psu.setting.number("VOLT", { name: "volts", readBack: false });
  await psu.takeErrors();
  supply.takeReceived();
  const result = await psu.batch(async () => {
    await volts.write(1);
    await psu.write("OUTP 1");
    return await psu.query("VOLT?");
  });
  assertEquals(result, "1.00");
  assertEquals(supply.takeReceived(), ["VOLT 1", "OUTP 1", "VOLT?", "SYST:ERR?"]);
  const error = await fault(psu.batch(async () => {
    await volts.write(31);
    await psu.batch(() => psu.write("OUTP 0"));
  }));
  assertEquals(error.code, "device.refused");
  assertStringIncludes(error.message, "Cannot finish a batch: supply says -222");
  const mine = new Error("mine");
  assertEquals(await rejection(psu.batch(() => Promise.reject(mine))), mine);
  await psu.write("OUTP 1"); // checked again
  assertEquals(supply.received.at(-1), "SYST:ERR?");
});

Deno.test("batch() of an instrument without an error queue asks for none", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument({ errors: "never" });
  await psu.batch(() => psu.write("VOLT 31"));
  assertEquals(supply.received, ["VOLT 31"]);
});

Deno.test("an instrument without an error queue is found out before anything is set", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  supply.silent.add("SYST:ERR?");
  const error = fault(psu.write("OUTP 1"));
  await supply.clock.advance(1_000);
  assertEquals((await error).code, "timeout.reply");
  assertStringIncludes((await error).message, 'open it with errors: "never"');
  assertEquals(supply.received, ["SYST:ERR?"]);
});

Deno.test("a command that takes long may have a reply timeout of its own for its check", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  const writing = psu.write("DEAF 5000", { replyTimeoutMs: 6_000 });
  await supply.clock.advance(5_000);
  await writing;
});

Deno.test("a connection lost between a command and its check is no success", async () => {
  const supply = new SimulatedSupply();
  await using psu = supply.instrument();
  await psu.write("OUTP 1");
  supply.cutAfter = "OUTP 0";
  assertEquals((await fault(psu.write("OUTP 0"))).code, "link.closed");
  await psu.write("OUTP 0");
});
