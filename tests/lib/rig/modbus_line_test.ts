import type { Rig } from "../../../lib/rig/rig.ts";
import { makeSafe } from "../../../lib/rig/safe/make_safe.ts";
import { startRig } from "../../../lib/rig/run_rig.ts";
import { servePty } from "../../../lib/simulator/mod.ts";
import { assert, assertEquals, assertRejects } from "../../deps/assert.ts";
import { Line, lineRig } from "./line.ts";
import { RigBench } from "./rig_bench.ts";

const RS485 = "tcp://10.0.0.9:4001";
const OPENED = ["3: valve open", "2: valve open", "1: valve open"];

Deno.test("Modbus devices at one address share one connection, and each is read by its own unit", async () => {
  const line = new Line(3);
  await using bench = new RigBench();
  const served = bench.plug(RS485, line.device);
  const running = await bench.start(lineRig(3, RS485));
  await bench.clock.advance(10_500);
  assertEquals(served.clients, 1);
  for (const unit of [1, 2, 3]) {
    const values = bench.of(`c${unit}`).map(({ value }) => value);
    assertEquals(values, values.map(() => unit));
    assert(values.length >= 10, `${values.length} values`);
  }
  assertEquals(running.health().instruments.map(({ state }) => state), Array(3).fill("connected"));
  const report = await bench.stop();
  assertEquals([report.isSafe, ...line.told], [true, ...OPENED]);
  assertEquals(served.clients, 0);
});

Deno.test("a unit that hangs costs the others on its line at most 1 % of their points", async () => {
  const line = new Line(4);
  line.silent.add(2);
  await using bench = new RigBench();
  bench.plug(RS485, line.device);
  await bench.start(lineRig(4, RS485));
  await bench.clock.advance(600_000);
  for (const unit of [1, 3, 4]) {
    const good = bench.of(`c${unit}`).filter(({ status }) => status === "good").length;
    assert(good >= 0.99 * 600, `c${unit} has ${good} of 600`);
  }
  assertEquals(bench.of("c2").filter(({ status }) => status === "good"), []);
});

Deno.test("a unit that hung is told its safe step at once, however long it was left alone", async () => {
  const line = new Line(3);
  line.silent.add(2);
  await using bench = new RigBench();
  bench.plug(RS485, line.device);
  await bench.start(lineRig(3, RS485));
  await bench.clock.advance(300_000); // it is asked every half minute by now
  line.silent.clear();
  const report = await bench.stop();
  assertEquals(line.told, OPENED);
  assertEquals(report.isSafe, true);
});

Deno.test("a unit that hangs keeps no other from its safe step", async () => {
  const line = new Line(3);
  line.silent.add(2);
  await using bench = new RigBench();
  const served = bench.plug(RS485, line.device);
  const making = makeSafe(lineRig(3, RS485), {
    clock: bench.clock,
    openTransport: (_, options) => served.open(options),
  });
  await bench.clock.advance(6_000);
  const { steps, isSafe } = await making;
  assertEquals(steps.map(({ isDone }) => isDone), [true, false, true]);
  assertEquals([isSafe, ...line.told], [false, "3: valve open", "1: valve open"]);
});

Deno.test("a rig refuses devices on one line that disagree about it, before anything is opened", async () => {
  await using bench = new RigBench();
  const rig = lineRig(2, RS485);
  const instruments = { ...rig.instruments, u2: { ...rig.instruments!["u2"]!, framing: "ascii" } };
  const error = await assertRejects(() => bench.start({ ...rig, instruments } as Rig), TypeError);
  assertEquals(
    error.message,
    'Cannot run the rig "line": instruments.u2: framing should be as that of u1, on the same line',
  );
});

Deno.test({
  name: "Modbus devices on one real serial line are read and made safe, one of them hung",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const line = new Line(3);
    line.silent.add(2);
    await using port = await servePty(line.device);
    const seen = new Set<string>();
    const stop = new AbortController();
    const running = await startRig(lineRig(3, port.address, 100), {
      signal: stop.signal,
      onReading({ channel, value }) {
        if (value !== null && value !== undefined) seen.add(`${channel}=${value}`);
        if (seen.has("c1=1") && seen.has("c3=3")) stop.abort("seen");
      },
    });
    const { safe } = await running.ended;
    assertEquals([...seen].filter((it) => it.startsWith("c")).sort(), ["c1=1", "c3=3"]);
    assertEquals(safe?.steps.map(({ isDone }) => isDone), [true, false, true]);
    assertEquals(line.told, ["3: valve open", "1: valve open"]);
  },
});
