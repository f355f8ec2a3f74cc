import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { healthText } from "../../../lib/rig/health/health_text.ts";
import { defineRig } from "../../../lib/rig/define_rig.ts";
import { startRig } from "../../../lib/rig/run_rig.ts";
import { dmm } from "../../../lib/simulator/dmm/dmm.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../../deps/assert.ts";
import { RigBench } from "./rig_bench.ts";

const METER = "tcp://10.0.0.7:5025";
const OTHER = "tcp://10.0.0.8:5025";
const RIG = defineRig({
  name: "oven",
  instruments: { dmm: { kind: "scpi", address: METER }, other: { kind: "scpi", address: OTHER } },
  everyMs: 100,
  channels: {
    celsius: { instrument: "dmm", question: "MEAS:TEMP?", unit: "degC", scale: 2, offset: 1 },
    volts: { instrument: "other", question: "MEAS:VOLT?", unit: "V", timeoutMs: 500 },
  },
});
const meter = (): ReturnType<typeof dmm> => dmm({ inputs: { "TEMP": () => 20 } });

Deno.test("runRig() reads a simulated instrument on the grid, scales it, and ends with a report", async () => {
  await using bench = new RigBench();
  bench.plug(METER, meter());
  bench.plug(OTHER, meter());
  await bench.start(RIG);
  await bench.clock.advance(950);
  const readings = bench.of("celsius");
  assertEquals(readings.map(({ seq }) => seq), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  for (const { value, unit, status, path } of readings) {
    assert(Math.abs(Number(value) - 41) < 0.01, `${value}`);
    assertEquals({ unit, status, path }, { unit: "degC", status: "good", path: "first" });
  }
  const report = await bench.stop();
  assertEquals(report.end, { kind: "stopped", why: "SIGTERM" });
  assertEquals(report.exitCode, 0);
  assertEquals(report.isSafe, true);
  assertEquals(report.health.isWell, true);
  assertEquals(report.notDone, []);
  await bench.clock.advance(0);
  assertEquals(bench.clock.pendingTimers, 0);
});

Deno.test("runRig() lets a device that takes the call and never answers delay nobody", async () => {
  await using bench = new RigBench();
  bench.plug(METER, meter());
  await bench.start(RIG);
  await bench.clock.advance(10_000);
  const readings = bench.of("celsius");
  assert(readings.length >= 100, `${readings.length} readings`);
  assertEquals(readings.filter(({ status, missedTicks }) => status !== "good" || missedTicks), []);
  const bad = bench.of("volts");
  assert(
    bad.length > 5 && bad.every(({ status }) => status === "bad"),
    `${bad.length} bad readings`,
  );
});

Deno.test("runRig() goes on without an instrument that is absent, says why, and takes it in when it comes", async () => {
  await using bench = new RigBench();
  bench.plug(METER, meter());
  const other = bench.plug(OTHER, meter());
  other.refuse();
  const running = await bench.start(RIG);
  await bench.clock.advance(1_000);
  assert(bench.of("celsius").length >= 10);
  const health = running.health();
  assertEquals(health.instruments.map(({ state }) => state), ["connected", "absent"]);
  const text = healthText(health);
  assertEquals(text[0], "oven: running, 1 of 2 channels work");
  assertStringIncludes(text[1]!, "volts is bad since 00:00:00Z (1 s): Cannot connect");
  assertStringIncludes(text[2]!, `instrument other (${OTHER}) absent since`);
  other.admit();
  await bench.clock.advance(5_100); // the longest back-off and a period
  assertEquals(bench.of("volts").at(-1)?.status, "good");
  assertEquals(running.health().isWell, true);
  assertEquals(healthText(running.health()), ["oven: running, all 2 channels work"]);
});

for (const startup of ["probe", "ignore"] as const) {
  Deno.test(`runRig() leaves out an absent instrument whose startup is ${startup}, and goes on`, async () => {
    await using bench = new RigBench();
    bench.plug(METER, meter());
    bench.plug(OTHER, meter()).refuse();
    const { instruments } = RIG;
    const other = { ...instruments!.other, startup };
    const running = await bench.start({ ...RIG, instruments: { ...instruments, other } });
    await bench.clock.advance(1_000);
    assertEquals(running.health().instruments[1]?.state, "left-out");
    assertEquals(running.instruments()["other"], undefined);
    assertEquals(running.health().phase, "running");
    assertEquals(bench.of("celsius").at(-1)?.status, "good");
  });
}

for (
  const [startup, expectIdn, exitCode] of [
    ["error", undefined, 1],
    ["ignore", "ACME", 1],
    ["probe", "ACME", 0],
    ["retry", "ACME", 0],
  ] as const
) {
  Deno.test(`runRig() ends with ${exitCode} for startup ${startup} and ${expectIdn ? "another" : "no"} instrument`, async () => {
    await using bench = new RigBench();
    bench.plug(METER, meter());
    const other = bench.plug(OTHER, meter());
    if (!expectIdn) other.refuse();
    const instruments = {
      ...RIG.instruments!,
      other: { ...RIG.instruments!.other, startup, expectIdn },
    };
    await bench.start({ ...RIG, instruments });
    await bench.clock.advance(1_000);
    assertEquals(bench.of("volts").filter(({ status }) => status === "good"), []);
    const report = await bench.stop();
    assertEquals(report.exitCode, exitCode);
    assertEquals(report.end.kind, exitCode === 1 ? "start" : "stopped");
  });
}

Deno.test("runRig() runs the safe sequence once, from the last step to the first, and closes within its bounds", async () => {
  const done: string[] = [];
  const hung = new Promise<void>(() => {});
  await using bench = new RigBench();
  await bench.start({
    name: "vessel",
    channels: { wave: { signal: "sine" } },
    safe: [
      { name: "vent", run: () => void done.push("vent") },
      { name: "stuck", run: () => hung, timeoutMs: 500 },
      { name: "heater", run: () => void done.push("heater") },
    ],
  }, { sinks: [{ name: "dead", capacity: 1, overflow: "drop-oldest", write: () => hung }] });
  await bench.clock.advance(3_000);
  const startMs = bench.clock.nowMs();
  const report = await bench.stop();
  assert(bench.clock.nowMs() - startMs <= 6_000);
  assertEquals(done, ["heater", "vent"]);
  assertEquals(report.safe?.steps.map(({ name, isDone }) => [name, isDone]), [
    ["heater", true],
    ["stuck", false],
    ["vent", true],
  ]);
  assertEquals([report.isSafe, report.exitCode], [false, 3]);
  assertStringIncludes(report.notDone.join(), "Cannot finish writing to dead");
});

Deno.test("runRig() ends through the safe sequence when a critical channel has failed for good", async () => {
  let isSafe = false;
  let fails = false;
  await using bench = new RigBench();
  await bench.start({
    name: "vessel",
    channels: {
      pressure: {
        read: () => {
          if (fails) throw new ReadoutError("timeout.reply", "Cannot read pressure: no reply");
          return 1;
        },
        everyMs: 100,
        critical: true,
      },
      other: { signal: "sine" },
    },
    safe: [{ name: "vent", run: () => void (isSafe = true) }],
  });
  await bench.clock.advance(950);
  assertEquals(isSafe, false);
  fails = true;
  await bench.clock.advance(200);
  assertEquals(isSafe, true);
  const { end, exitCode, why } = await bench.ended();
  assertEquals([end.kind, exitCode], ["critical", 1]);
  assertStringIncludes(why, "critical channel pressure: Cannot read pressure: no reply");
});

Deno.test("runRig() ends when its listener throws, and says with what", async () => {
  await using bench = new RigBench();
  await bench.start({ name: "demo", channels: { wave: { signal: "sine" } } }, {
    onReading: () => {
      throw new TypeError("a bug");
    },
  });
  const { end, exitCode } = await bench.ended();
  assertEquals([end.kind, exitCode], ["error", 1]);
  assertStringIncludes("fault" in end ? end.fault.message : "", "a bug");
});

Deno.test("runRig() stops a read that is under way, and does not wait for a reader that ignores that", async () => {
  await using bench = new RigBench();
  const hung = new Promise<number>(() => {});
  await bench.start({ name: "demo", channels: { slow: { read: () => hung, timeoutMs: 60_000 } } });
  await bench.clock.advance(100);
  const startMs = bench.clock.nowMs();
  await bench.stop();
  assert(bench.clock.nowMs() - startMs <= 1_000);
});

Deno.test("runRig() gives what it measures of itself as channels", async () => {
  await using bench = new RigBench();
  let fails = true;
  await bench.start({
    name: "demo",
    everyMs: 100,
    channels: {
      wave: { signal: "sine" },
      shaky: {
        retry: { max: 1 },
        read: () => {
          fails = !fails;
          if (!fails) throw new ReadoutError("timeout.reply", "Cannot read shaky: no reply");
          return 1;
        },
      },
    },
  }, { selfEveryMs: 1_000 });
  await bench.clock.advance(1_950);
  bench.clock.stall(70);
  await bench.clock.advance(3_000);
  const last = (name: string): unknown => bench.of(`readout.${name}`).at(-1)?.value;
  assert(Number(last("reads")) > 30, `${last("reads")} reads`);
  assert(Number(last("retries")) > 10, `${last("retries")} retries`);
  assertEquals([last("errors"), last("queue"), last("memory")], [0, 0, 1]);
  const lateness = bench.of("readout.lateness").map(({ value }) => value);
  assertEquals([lateness[1], lateness[2], lateness.at(-1)], [0, 20, 0]);
});

Deno.test("startRig() refuses a rig that cannot be, with everything that is wrong, and opens nothing", async () => {
  let opened = 0;
  const error = await assertRejects(() =>
    startRig({
      name: "wrong",
      instruments: {
        dmm: { kind: "scpi", address: "nowhere" },
        plc: { kind: "modbus", address: METER },
      },
      channels: {
        a: { instrument: "dmn", question: "A?" },
        b: { instrument: "plc", question: "B?" },
        c: { signal: "sinus" },
        d: { signal: "sine", backup: "d" },
        e: { signal: "sine", everyMs: -1 },
        f: { host: "cpuu" },
        g: { instrument: "plc", coil: 0, scale: 2 },
        "readout.x": { signal: "sine" },
      },
      interlocks: {
        i: { channel: "cc", suspendAbove: 1 },
        j: { channel: "c", suspendAbove: 1, resumeBelow: 2 },
      },
      safe: [{ name: "off", instrument: "dm", command: "OFF" }],
    }, { openTransport: () => Promise.reject(opened++) }), TypeError);
  assertEquals(opened, 0);
  for (
    const part of [
      "instruments.dmm: Cannot read the address",
      'channels.a: there is no instrument "dmn"',
      "channels.b: instrument plc should be of kind scpi for this",
      'channels.c: there is no signal "sinus" (did you mean "sine"?)',
      'channels.d: backup should be another channel, and is "d"',
      "channels.e: Cannot keep time: periodMs must be finite and > 0",
      'channels.f: this computer has no sensor "cpuu" (did you mean "cpu"?)',
      "channels.g: scale, offset and limits are for numbers, not for bits",
      'channels.readout.x: its name should not be empty, nor begin with "readout."',
      'interlocks.i: there is no channel "cc"',
      'safe[0] (off): there is no instrument "dm" (did you mean "dmm"?)',
    ]
  ) assertStringIncludes(error.message, part);
});

Deno.test("defineRig() lets the compiler find an instrument that there is not", () => {
  const instruments = { dmm: { kind: "scpi", address: METER } } as const;
  // @ts-expect-error: it is called dmm
  defineRig({ name: "a", instruments, channels: { v: { instrument: "dmn", question: "V?" } } });
  const channels = { v: { signal: "sine" } };
  const step = { name: "off", instrument: "x", command: "OFF" } as const;
  // @ts-expect-error: it is called dmm
  defineRig({ name: "a", instruments, channels, safe: [step] });
  // @ts-expect-error: there is none at all
  defineRig({ name: "a", channels: { v: { instrument: "dmm", question: "V?" } } });
  defineRig({ name: "a", instruments, channels: { v: { instrument: "dmm", question: "V?" } } });
});

Deno.test("runRig() does not wait for a listener of its signal that has aborted before", async () => {
  const report = await (await startRig({ name: "demo", channels: { wave: { signal: "sine" } } }, {
    signal: AbortSignal.abort("SIGINT"),
  })).ended;
  assertEquals([report.why, report.exitCode], ["stopped: SIGINT", 0]);
});
