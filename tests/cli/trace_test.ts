import { run } from "../../cli/run.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { SimulatedInstrument } from "../lib/open/simulated_instrument.ts";
import { FakeIo } from "./fake_io.ts";

const timeout = 20_000;

function meter(): SimulatedInstrument {
  return new SimulatedInstrument((line) => {
    if (line === "*IDN?") return "ACME,DMM1,0,1.0";
    return line === "READ?" ? "+1.5" : undefined;
  });
}

async function trace(...more: readonly string[]): Promise<FakeIo> {
  await using device = meter();
  const io = new FakeIo();
  assertEquals(await run(["trace", device.address, "CONF:VOLT", "READ?", ...more], io), 0);
  assertEquals(io.complaints, "");
  return io;
}

Deno.test({
  name: "trace prints what went over the wire, a line for each exchange",
  timeout,
  async fn() {
    const { output } = await trace();
    for (const part of ["*IDN?", "ACME,DMM1,0,1.0", "CONF:VOLT", "READ?", "+1.5"]) {
      assertStringIncludes(output, part);
    }
  },
});

Deno.test({
  name: "trace --as sequence prints a Mermaid chart",
  timeout,
  async fn() {
    assertMatch((await trace("--as", "sequence")).output, /^sequenceDiagram\n/);
  },
});

Deno.test({
  name: "trace --as timeline and replay print JSON",
  timeout,
  async fn() {
    const timeline = JSON.parse((await trace("--as", "timeline")).output);
    assert(timeline.traceEvents.length > 0);
    assert(Array.isArray(JSON.parse((await trace("--as", "replay")).output)));
  },
});

Deno.test({
  name: "trace shows a question that was not answered, and ends with 1",
  timeout,
  async fn() {
    await using device = meter();
    const io = new FakeIo();
    const args = ["trace", device.address, "DUMB?", "READ?", "--timeout", "20ms"];
    assertEquals(await run(args, io), 1);
    assertStringIncludes(io.output, "timeout.reply");
    assertStringIncludes(io.output, "+1.5");
    assertStringIncludes(io.complaints, "no reply in 20 ms");
  },
});

Deno.test("trace refuses to do nothing as wrong usage", async () => {
  const io = new FakeIo();
  assertEquals(await run(["trace", "tcp://127.0.0.1:1"], io), 2);
});
