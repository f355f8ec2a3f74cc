import { seededRandom } from "../../lib/base/seeded_random.ts";
import { encodeCrash, MAX_CRASH_BYTES } from "../../lib/rig/crash/encode_crash.ts";
import type { CrashReport } from "../../lib/rig/crash/crash_report.ts";
import { parseCrash } from "../../lib/rig/crash/parse_crash.ts";
import type { ChannelPlan } from "../../lib/rig/channel_plan.ts";
import type { Rig } from "../../lib/rig/rig.ts";
import type { RunRigOptions } from "../../lib/rig/run_options.ts";
import { gps } from "../../lib/simulator/mod.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { MemoryDisk } from "../lib/rig/crash/memory_disk.ts";
import { sampleCrash } from "../lib/rig/crash/sample_crash.ts";
import { RigBench } from "../lib/rig/rig_bench.ts";
import { Vessel } from "../lib/rig/vessel.ts";

// The same with real processes, signals and disks: tests/system/rig_shutdown_test.ts.

const CANARY = "canary/4711 \u00e4";
const HEATER = "tcp://10.0.0.7:5025";
const PLC = "tcp://10.0.0.8:502";
const GPS = "tcp://10.0.0.9:2947";

/** What ends a rig by a fault, and why by its crash file. */
interface Fatal {
  readonly what: string;
  readonly options?: (end: AbortController) => RunRigOptions;
  readonly then?: (vessel: Vessel, end: AbortController) => void;
  readonly why: RegExp;
}

const FATALS: readonly Fatal[] = [
  {
    what: "an interlock",
    then: (vessel) => vessel.pressureBar = 14,
    why: /^interlock overpressure/,
  },
  {
    what: "a critical channel",
    then: (vessel) => vessel.isGaugeBroken = true,
    why: /^critical channel pressure/,
  },
  {
    what: "what nobody caught",
    options: ({ signal }) => ({ uncaught: signal }),
    then: (_, end) => end.abort(new Error(`boom ${CANARY}`, { cause: new TypeError("behind") })),
    why: /^boom \[redacted\]$/,
  },
  {
    what: "a callback that throws",
    options: () => ({
      onReading: ({ channel, value }) => {
        if (channel === "pressure" && value === 1) throw new Error(`callback ${CANARY}`);
      },
    }),
    then: (vessel) => vessel.pressureBar = 1,
    why: /^callback \[redacted\]$/,
  },
  {
    what: "a core sink",
    options: () => ({
      sinks: [{
        ...{ name: "log", core: true, capacity: 10, overflow: "drop-oldest" },
        write: ({ channel, value }) =>
          channel === "pressure" && value === 1
            ? Promise.reject(new Error(`no ${CANARY}`))
            : undefined,
      }],
    }),
    then: (vessel) => vessel.pressureBar = 1,
    why: /log: .*no \[redacted\]/,
  },
  {
    what: "a stop that is not safe",
    options: ({ signal }) => ({ signal }),
    then(vessel, end) {
      vessel.pressureBar = 3;
      end.abort("SIGTERM");
    },
    why: /^stopped: SIGTERM$/,
  },
];

for (const { what, options, then, why } of FATALS) {
  Deno.test(`G29: ${what} leaves one crash file of at most 1 MiB that tells all but secrets`, async () => {
    await using bench = new RigBench();
    const vessel = new Vessel();
    bench.plug(HEATER, vessel.heater);
    bench.plug(PLC, vessel.plc);
    bench.plug(GPS, gps());
    const disk = new MemoryDisk();
    const end = new AbortController();
    const config = { path: "vessel.ts", sha256: "00" };
    const crash = { folder: "c", disk, secrets: [CANARY], config };
    await bench.start(rigOf(vessel), { crash, ...options?.(end) });
    await bench.clock.advance(3_000);
    then?.(vessel, end);
    await bench.ended();
    assertEquals([...disk.files.keys()].filter((path) => path.startsWith("c/crash-")).length, 1);
    const [bytes] = disk.files.values();
    assert(bytes!.length <= MAX_CRASH_BYTES);
    const text = new TextDecoder().decode(bytes);
    for (const secret of [CANARY, "canary/", "canary%2F"]) {
      assertEquals(text.includes(secret), false, secret);
    }
    const report = parseCrash(text);
    assert(why.test(report.why), report.why);
    assertTellsAll(report);
  });
}

/** Field by field, as the specification of the file has it. */
function assertTellsAll(report: CrashReport): void {
  const { program, channels, links, safe, health, log, config, upMs, fault } = report;
  assertEquals([report.rig, config], ["vessel", { path: "vessel.ts", sha256: "00" }]);
  assert(upMs >= 3_000);
  for (const text of [program.version, program.deno, program.v8, program.os]) assert(text !== "");
  assertEquals(program.pid, Deno.pid);
  assert(program.args.length > 0 && program.memory["rss"]! > 0);
  assert(Array.isArray(program.permissions));
  assertEquals(channels.map(({ name }) => name), ["pressure", "temperature", "latitude"]);
  for (const { name, last } of channels) {
    assert(last.length > 0 && last.length <= 20, `${name}: ${last.length} readings`);
    for (const { status, wallMs, seq } of last) assert(status && wallMs >= 0 && seq >= 0);
  }
  assertEquals(channels[0]!.last.length, 20);
  assertEquals(links.map(({ name }) => name), ["heater", "plc", "gps"]);
  for (const { name, frames, stats } of links) {
    assert(frames.length > 0 && frames.length <= 2 * 20, `${name}: ${frames.length} frames`);
    assert(stats["connects"]! >= 1);
  }
  assert(links[2]!.frames.some((frame) => /heard: \$GP/.test(frame)));
  assertEquals(health?.channels.length, 3);
  assert(log.length > 0 && log.length <= 200);
  assertEquals(safe.isOver, true);
  assertEquals(safe.steps.map(({ name }) => name), ["heater off", "vent open"]);
  assertEquals(safe.notKnown, safe.steps.filter(({ isDone }) => !isDone).map(({ name }) => name));
  if (report.why.startsWith("boom")) {
    assertEquals(fault?.cause, { name: "TypeError", message: "behind" });
    assert(report.stack!.length > 0);
  }
}

function rigOf(vessel: Vessel): Rig<"heater" | "plc" | "gps"> {
  return {
    name: "vessel",
    everyMs: 100,
    instruments: {
      heater: { kind: "scpi", address: HEATER, init: [`SYST:PASS "${CANARY}"`] },
      plc: { kind: "modbus", address: PLC },
      gps: { kind: "nmea", address: GPS },
    },
    channels: {
      pressure: { instrument: "plc", input: 0, scale: 0.1, unit: "bar", critical: true },
      temperature: { instrument: "heater", question: "MEAS:TEMP?", unit: "degC" },
      latitude: { instrument: "gps", gps: "latitude" },
    },
    interlocks: { overpressure: { channel: "pressure", suspendAbove: 13, resumeBelow: 11 } },
    safe: [
      {
        name: "vent open",
        run() {
          if (vessel.pressureBar === 3) throw new Error(`stuck: ${CANARY}`);
        },
      },
      {
        ...{ name: "heater off", instrument: "heater" },
        ...{ command: "OUTP OFF", readBack: "OUTP?", expect: "0" },
      },
    ],
  };
}

Deno.test("G29: a crash file of 5,000 channels has each of them, in at most 1 MiB", async () => {
  await using bench = new RigBench();
  const read = (): number => 1;
  const channels = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, at): [string, ChannelPlan] => [`channel.${at}`, { read }]),
  );
  const disk = new MemoryDisk();
  const interlocks = { over: { channel: "channel.0", suspendAbove: 1 } };
  await bench.start({ name: "many", channels, interlocks }, { crash: { folder: "c", disk } });
  await bench.ended();
  const [bytes] = disk.files.values();
  assert(bytes!.length <= MAX_CRASH_BYTES);
  const report = parseCrash(new TextDecoder().decode(bytes));
  assertEquals([report.channels.length, report.health?.channels.length], [5_000, 5_000]);
});

Deno.test("G29: whatever is in it, a crash file is parsable and at most 1 MiB", () => {
  const random = seededRandom(29);
  const text = (): string => '\u{1f600}\x00"x'.repeat(random.next() ** 4 * 2_000);
  const texts = (): string[] => Array.from({ length: random.next() ** 4 * 500 }, text);
  for (let run = 0; run < 10; run++) {
    const sample = sampleCrash();
    const names = texts();
    const report = sampleCrash({
      ...{ why: text(), rig: text(), stack: texts(), log: texts() },
      program: { ...sample.program, args: texts() },
      safe: { ...sample.safe, notKnown: names },
      channels: names.map((name) => ({ ...sample.channels[0]!, name })),
    });
    const bytes = encodeCrash(report);
    assert(bytes.length <= MAX_CRASH_BYTES, `run ${run}: ${bytes.length} bytes`);
    parseCrash(new TextDecoder().decode(bytes));
  }
});
