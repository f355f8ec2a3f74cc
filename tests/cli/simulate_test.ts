import { run } from "../../cli/run.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo, type FakeIoOptions } from "./fake_io.ts";

const RIG = `name: oven
instruments:
  dmm: { kind: scpi, address: "tcp://10.0.0.7:5025" }
channels:
  oven: { instrument: dmm, question: "MEAS:TEMP?", everyMs: 1s }
  load: { host: cpu, everyMs: 1s }
safe:
  - { name: heater off, instrument: dmm, command: OUTP OFF, readBack: "OUTP?", expect: "0" }
`;

/** A rig whose two registers a gateway that is late mixes up: nothing tells their replies apart. */
const BROKEN = `name: late
instruments:
  plc: { kind: modbus, address: "serial:///dev/ttyUSB1", replyTimeoutMs: 100 }
channels:
  a: { instrument: plc, holding: 0, type: float32 }
  b: { instrument: plc, holding: 1000, type: float32 }
`;

async function simulate(
  rig: string,
  args: readonly string[],
  options: FakeIoOptions = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    await Deno.writeTextFile(path, rig);
    const io = new FakeIo(options);
    const code = await run(["simulate", path, ...args], io);
    return { code, out: io.output, err: io.complaints.replaceAll(path, "rig.yaml") };
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("simulate tells what became of each channel, what went wrong, and what holds", async () => {
  const { code, out, err } = await simulate(RIG, ["--days", "0.02", "--seed", "3"]);
  assertEquals([code, err], [0, ""]);
  assertMatch(out, /^oven: 28\.8 min, seed 3, 3,[234]\d\d readings\n/);
  assertMatch(out, /^oven +\d\d\.\d{3} % +1,\d{3} /m);
  assertMatch(out, /^sink steady: [\d,]+ delivered, 0 lost and counted/m);
  assertMatch(out, /^went wrong: .*(silent|unplugged|switched-off) \d/m);
  assertMatch(out, /^safe sequence: run \dx/m);
  assertEquals(out.match(/^holds /gm)?.length, 7);
  assertMatch(out, /^trace: [\d,]+ lines, SHA-256 [\da-f]{64}$/m);
});

Deno.test("simulate with --faults none lets nothing go wrong", async () => {
  const { code, out } = await simulate(RIG, ["--days", "0.01", "--faults", "none"]);
  assertEquals(code, 0);
  assertStringIncludes(out, "\nwent wrong: none\n");
});

Deno.test("simulate with --format jsonl prints everything that happens, and the report at the end", async () => {
  const { out } = await simulate(RIG, ["--days", "0.005", "--format", "jsonl"]);
  const lines = out.trimEnd().split("\n").map((line) => JSON.parse(line));
  const report = lines.pop();
  assertEquals(report.traceLines, lines.length);
  assert(lines.some(({ channel, status }) => channel === "oven" && status === "good"));
  assert(lines.some(({ event }) => event === "health"));
});

Deno.test("simulate shows on a terminal how far it is", async () => {
  const { err } = await simulate(RIG, ["--days", "0.02"], { isTerminal: true });
  assertMatch(err, /10\.\d min of 28\.8 min, \d+ readings, all holds/);
  assert(err.endsWith("\r\x1b[K"));
});

Deno.test("simulate ends with 1 if a check fails, and says how to see it again", async () => {
  const args = ["--days", "0.02", "--seed", "1", "--faults", "late=5%,late.ms=20000"];
  const { code, out, err } = await simulate(BROKEN, args);
  assertEquals(code, 1);
  assertMatch(out, /^FAILED {2}every value is an answer to its own question +\d+ of /m);
  assertMatch(out, /^ +at 0 d 00:\d\d:\d\d\.\d{3}, pairing: [ab] has /m);
  assertEquals(
    err,
    "readout: a check failed with seed 1; to see it again: readout simulate rig.yaml " +
      "--days 0.02 --seed 1 --faults late=5%,late.ms=20000\n",
  );
  assertEquals(out, (await simulate(BROKEN, args)).out);
});

Deno.test("simulate refuses a wrong command line, and a wrong rig", async () => {
  for (
    const [rig, args, complaint] of [
      [RIG, ["another.yaml"], "it takes one rig"],
      [RIG, ["--days", "0"], "--days must be a number of days above 0"],
      [RIG, ["--faults", "lat=5%"], '--faults: Cannot read the fault "lat=5%"'],
      ["name: x\nchannels: {}\n", [], "Cannot simulate: "],
    ] as const
  ) {
    const { code, out, err } = await simulate(rig, args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, complaint);
  }
});

Deno.test("simulate ends with 130 when it is stopped", async () => {
  const io = new FakeIo();
  io.stop("SIGINT");
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  await Deno.writeTextFile(path, RIG);
  assertEquals(await run(["simulate", path], io), 130);
  await Deno.remove(path);
});
