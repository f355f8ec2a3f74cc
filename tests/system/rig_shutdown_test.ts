import type { CrashReport } from "../../lib/rig/crash/crash_report.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import type { Ending, ReadoutProcess } from "./readout_process.ts";
import { CANARY, type RigParts, VesselBench } from "./vessel_bench.ts";

// The shutdown matrix: whatever ends a rig, its outputs are safe, each step was taken once, the exit
// code says what is known, and a crash file is there if one is due. All of it by real processes and
// sockets; each process is ended by the test's patience if it does not end by itself.

/** How one of the cases goes. */
interface Case {
  /** What ends the rig. */
  readonly what: string;
  readonly rig?: RigParts;
  /** Done when the rig runs. */
  readonly then?: (process: ReadoutProcess, bench: VesselBench) => void;
  readonly code: number;
  /** The steps that are not known to be done. */
  readonly notKnown?: readonly string[];
  /** The reason in the crash file; `undefined` if there is to be none. */
  readonly crash?: RegExp;
}

const CASES: readonly Case[] = [
  { what: "SIGTERM", then: (process) => process.signal("SIGTERM"), code: 0 },
  { what: "SIGINT", then: (process) => process.signal("SIGINT"), code: 0 },
  { what: "SIGHUP", then: (process) => process.signal("SIGHUP"), code: 0 },
  {
    what: "SIGTERM, and again in each step",
    then(process, { vessel }) {
      vessel.onTold = () => process.signal("SIGTERM");
      process.signal("SIGTERM");
    },
    code: 0,
  },
  {
    what: "SIGTERM, and SIGINT in each step",
    then(process, { vessel }) {
      vessel.onTold = () => process.signal("SIGINT");
      process.signal("SIGTERM");
    },
    code: 0,
  },
  {
    what: "SIGTERM, while a reader hangs",
    rig: { onRead: "if (reads === 3) return new Promise(() => {});" },
    then: (process) => process.signal("SIGTERM"),
    code: 0,
  },
  {
    what: "something thrown that nobody catches",
    rig: {
      onRead: `if (reads === 5) setTimeout(() => { throw new Error("boom ${CANARY}"); });`,
    },
    code: 1,
    crash: /^boom \[redacted\]$/,
  },
  {
    what: "something thrown that throws when it is looked at",
    rig: {
      onRead: `if (reads === 5) setTimeout(() => {
        const look = () => { throw new Error("do not look"); };
        throw Object.defineProperty(new Error(), "message", { get: look });
      });`,
    },
    code: 1,
    crash: /^an error that cannot be told$/,
  },
  {
    what: "a rejection that nobody handles",
    rig: { onRead: "if (reads === 5) Promise.reject(new Error('rejected'));" },
    code: 1,
    crash: /^rejected$/,
  },
  {
    what: "something thrown, and something else in each step",
    rig: {
      onRead: "if (reads === 5) setInterval(() => { throw new Error('boom'); }, 1);",
    },
    code: 1,
    crash: /^boom$/,
  },
  {
    what: "a critical channel that fails for good",
    then: (_, { vessel }) => vessel.isGaugeBroken = true,
    code: 1,
    crash: /^critical channel pressure: .*device-failure/,
  },
  {
    what: "an interlock",
    then: (_, { vessel }) => vessel.pressureBar = 14,
    code: 1,
    crash: /^interlock overpressure: 14 bar$/,
  },
  {
    what: "SIGTERM, and the heater hangs when it is told to be off",
    then(process, { vessel, heater }) {
      vessel.onTold = () => heater.faults.set({ silent: { rate: 1 } });
      process.signal("SIGTERM");
    },
    code: 3,
    notKnown: ["heater off"],
    crash: /^stopped: SIGTERM$/,
  },
  {
    what: "SIGTERM, and the vent hangs when it is told to open",
    then(process, { vessel, plc }) {
      vessel.onTold = () => plc.faults.set({ silent: { rate: 1 } });
      process.signal("SIGTERM");
    },
    code: 3,
    notKnown: ["vent open"],
    crash: /^stopped: SIGTERM$/,
  },
  {
    what: "SIGTERM, and a step of its own that never ends",
    rig: { steps: "{ name: 'stuck', timeoutMs: 300, run: () => new Promise(() => {}) }," },
    then: (process) => process.signal("SIGTERM"),
    code: 3,
    notKnown: ["stuck"],
    crash: /^stopped: SIGTERM$/,
  },
  {
    what: "an interlock, and a step of its own that throws into the event loop",
    rig: {
      steps:
        "{ name: 'bug', timeoutMs: 300, run: () => void setTimeout(() => { throw new Error('x'); }) },",
    },
    then: (_, { vessel }) => vessel.pressureBar = 14,
    code: 1,
    crash: /^interlock overpressure: 14 bar$/,
  },
];

for (const { what, rig, then, code, notKnown = [], crash } of CASES) {
  Deno.test(`a rig that is ended by ${what} is safe, and ends with ${code}`, async () => {
    await using bench = await VesselBench.open();
    await using process = await bench.run(rig);
    await bench.reads(3);
    then?.(process, bench);
    const ending = await process.ended;
    assertEquals(ending.code, code, ending.stderr);
    assertEquals(bench.vessel.told, ["heater off", "vent open"], ending.stderr);
    assert(bench.vessel.isSafe);
    const reports = await bench.crashes();
    assertEquals(reports.length, crash ? 1 : 0, ending.stderr);
    const [report] = reports;
    if (report === undefined) return;
    assert(crash!.test(report.why), report.why);
    assertEquals([report.safe.isOver, report.safe.notKnown], [true, notKnown]);
    assertEvidence(report);
    const [path] = await bench.crashPaths();
    assertStringIncludes(ending.stderr, `readout crash ${path}`);
  });
}

/** What a crash file must tell, whatever the reason. */
function assertEvidence(report: CrashReport): void {
  const { channels, links, program, log } = report;
  assertEquals(channels.map(({ name }) => name), ["pressure", "temperature", "own"]);
  for (const { last } of channels) assert(last.length > 0 && last.length <= 20);
  assertEquals(links.map(({ name }) => name), ["heater", "plc"]);
  for (const { frames } of links) assert(frames.length > 0);
  assert(program.args.some((arg) => arg.endsWith("rig.ts")));
  assert(log.some((line) => line.endsWith("pressure: good ok")));
}

Deno.test("a rig whose heater is gone opens its vent, and ends with 3", async () => {
  await using bench = await VesselBench.open();
  await using process = await bench.run();
  await bench.reads(3);
  bench.heater.refuse();
  await bench.heater.hangUp();
  process.signal("SIGTERM");
  assertEquals((await process.ended).code, 3);
  assertEquals(bench.vessel.told, ["vent open"]);
  const [report] = await bench.crashes();
  assertEquals(report!.safe.notKnown, ["heater off"]);
});

Deno.test("a full disk keeps no rig from its safe state, and the missing crash file is told", async () => {
  await using bench = await VesselBench.open();
  // No file may grow; without the trap, the kernel would end the process for trying.
  await using process = await bench.run({}, "trap '' XFSZ; ulimit -f 0");
  await bench.reads(3);
  bench.vessel.pressureBar = 14;
  const { code, stderr } = await process.ended;
  assertEquals(code, 1, stderr);
  assert(bench.vessel.isSafe);
  assertEquals(await bench.crashes(), []);
  assertStringIncludes(stderr, "Cannot write the crash file");
});

Deno.test("a rig that is killed is made safe by readout safe", async () => {
  await using bench = await VesselBench.open();
  await using process = await bench.run();
  await bench.reads(3);
  process.signal("SIGKILL");
  await process.ended;
  assertEquals(bench.vessel.told, []);
  const { code, stdout } = await bench.safe();
  assertEquals(code, 0);
  assertStringIncludes(stdout, "vessel is safe\n");
  assertEquals(bench.vessel.told, ["heater off", "vent open"]);
  assertEquals(await bench.crashes(), []);
});

Deno.test("readout safe does the rest of what a rig was killed in; its first crash file says so", async () => {
  await using bench = await VesselBench.open();
  await using process = await bench.run();
  await bench.reads(3);
  const ended = process.ended;
  const folder = bench.folder;
  await Deno.mkdir(`${folder}/readout/crashes`, { recursive: true });
  using written = Deno.watchFs(`${folder}/readout/crashes`);
  const told = Promise.withResolvers<void>();
  bench.vessel.onTold = () => {
    bench.heater.faults.set({ silent: { rate: 1 } }); // the step waits
    told.resolve();
  };
  bench.vessel.pressureBar = 14;
  for await (const _ of written) if ((await bench.crashPaths()).length > 0) break;
  await told.promise;
  process.signal("SIGKILL");
  await ended;
  const [report] = await bench.crashes();
  assertEquals(report!.safe, {
    ...{ isOver: false, steps: [] },
    notKnown: ["heater off", "vent open"],
  });
  assertEquals(bench.vessel.told, ["heater off"]);
  bench.vessel.onTold = () => {};
  bench.heater.faults.set({});
  assertEquals((await bench.safe()).code, 0);
  assert(bench.vessel.isSafe);
  await assertToldOnce(bench);
});

/** The next start tells of the crash file, and the one after it does not. */
async function assertToldOnce(bench: VesselBench): Promise<void> {
  bench.vessel.pressureBar = 2;
  const told = (await stopped(bench)).stderr;
  const [path] = await bench.crashPaths();
  assertStringIncludes(told, `readout crash ${path}\n`);
  assertEquals((await stopped(bench)).stderr.includes("readout crash"), false);
}

/** How a rig ends that is stopped when it runs. */
async function stopped(bench: VesselBench): Promise<Ending> {
  await using process = await bench.run();
  await bench.reads(1);
  process.signal("SIGTERM");
  return await process.ended;
}
