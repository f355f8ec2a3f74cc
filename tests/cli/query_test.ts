import { run } from "../../cli/run.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { SimulatedInstrument } from "../lib/open/simulated_instrument.ts";
import { FakeIo } from "./fake_io.ts";
import { acts } from "./hostile_texts.ts";

const timeout = 20_000;

function meter(): SimulatedInstrument {
  return new SimulatedInstrument((line) => {
    if (line === "*IDN?") return "ACME,DMM1,0,1.0";
    if (line === "EVIL?") return new TextEncoder().encode("\x1b]0;mine\x07");
    if (line === "SYST:ERR?") return '-113,"Undefined header"';
    return line.endsWith("?") && line !== "DUMB?" ? `answer to ${line}` : undefined;
  });
}

Deno.test({
  name: "query prints the answers to questions, and sends commands, in order",
  timeout,
  async fn() {
    await using device = meter();
    const io = new FakeIo();
    const lines = ["*IDN?", "CONF:VOLT", "READ?"];
    assertEquals(await run(["query", device.address, ...lines], io), 0);
    assertEquals(io.output, "ACME,DMM1,0,1.0\nanswer to READ?\n");
    assertEquals(io.complaints, "");
    assertEquals(device.received.slice(-3), lines);
  },
});

Deno.test({
  name: "query prints what an instrument answers so that it cannot control the terminal",
  timeout,
  async fn() {
    await using device = meter();
    const io = new FakeIo();
    await run(["query", device.address, "EVIL?"], io);
    const shown = io.output + io.complaints;
    assertStringIncludes(shown, "\\x1b");
    assertEquals(acts(shown), false);
  },
});

Deno.test({
  name: "query ends with 1 and one line when an answer does not come in time",
  timeout,
  async fn() {
    await using device = meter();
    const io = new FakeIo();
    assertEquals(await run(["query", device.address, "DUMB?", "--timeout", "20ms"], io), 1);
    assertEquals(io.output, "");
    assertStringIncludes(io.complaints, 'no reply in 20 ms, asked "DUMB?"\n');
    assertEquals(io.complaints.split("\n").length, 2);
  },
});

Deno.test({
  name: "query --errors after-set ends with 1 when the instrument refuses a command, saying why",
  timeout,
  async fn() {
    let asked = 0;
    await using device = new SimulatedInstrument((line) => {
      if (line === "*IDN?") return "ACME,PSU,0,1.0";
      if (line !== "SYST:ERR?") return undefined;
      return ++asked === 2 ? '-222,"Data out of range"' : '0,"No error"';
    });
    const io = new FakeIo();
    assertEquals(await run(["query", device.address, "VOLT 99", "--errors", "after-set"], io), 1);
    assertStringIncludes(io.complaints, "-222");
  },
});

for (
  const [args, complaint] of [
    [[], "it takes an address, and a line or more"],
    [["tcp://127.0.0.1:5025"], "it takes an address, and a line or more"],
    [["10.0.0.7", "*IDN?"], "10.0.0.7"],
    [["GPIB0::7::INSTR", "*IDN?"], "GPIB"],
  ] as const
) {
  Deno.test(`query refuses ${JSON.stringify(args)} as wrong usage`, async () => {
    const io = new FakeIo();
    assertEquals(await run(["query", ...args], io), 2);
    assertStringIncludes(io.complaints, complaint);
  });
}

Deno.test("query ends with 1 and one line when nobody is there", async () => {
  const io = new FakeIo();
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  listener.close();
  assertEquals(await run(["query", `tcp://127.0.0.1:${port}`, "*IDN?"], io), 1);
  assertStringIncludes(io.complaints, "refused");
});
