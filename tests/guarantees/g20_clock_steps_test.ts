import type { Reading } from "../../lib/contract/reading.ts";
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { parseCrash } from "../../lib/rig/crash/parse_crash.ts";
import type { CrashReport } from "../../lib/rig/crash/crash_report.ts";
import { healthText } from "../../lib/rig/health/health_text.ts";
import { textOfNotice } from "../../lib/rig/notice_text.ts";
import type { RigNotice } from "../../lib/rig/rig_notice.ts";
import type { Rig } from "../../lib/rig/rig.ts";
import { dmm } from "../../lib/simulator/dmm/dmm.ts";
import { assert, assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { MemoryDisk } from "../lib/rig/crash/memory_disk.ts";
import { RigBench } from "../lib/rig/rig_bench.ts";

const HOUR_MS = 3_600_000;
const METER = "tcp://10.0.0.7:5025";
const SILENT = "tcp://10.0.0.8:5025";

/** What a rig did, in monotonic time: nothing of it may depend on the wall clock. */
interface Course {
  readonly readings: readonly unknown[];
  readonly stepsMs: readonly number[];
  readonly tookMs: number;
}

/** A rig with a schedule, timeouts, retries, a backup, holding, staleness, crashes and a safe state. */
function rig(clock: RigBench["clock"]): Rig {
  const fails = (): never => {
    throw new ReadoutError("timeout.reply", "Cannot read it: no reply");
  };
  const bug = (): never => {
    throw new TypeError("a bug");
  };
  return {
    name: "desk",
    everyMs: 100,
    instruments: {
      dmm: { kind: "scpi", address: METER },
      silent: { kind: "scpi", address: SILENT },
    },
    channels: {
      volts: { instrument: "dmm", question: "MEAS:VOLT?", unit: "V" },
      silent: { instrument: "silent", question: "MEAS:VOLT?", unit: "V", timeoutMs: 700 },
      shaky: { read: fails, retry: { max: 2 }, backup: "well" },
      held: { read: () => clock.nowMs() < 2_000 ? 1 : fails(), hold: { maxAgeMs: 3_000 } },
      well: { read: () => 1 },
      crashes: { read: bug },
      hangs: { read: () => new Promise<number>(() => {}), timeoutMs: 5_000 },
    },
    safe: [
      { name: "last", run: () => {} },
      { name: "hangs", run: () => new Promise(() => {}), timeoutMs: 1_500 },
    ],
  };
}

/** Runs it, while the wall clock does what it does. */
async function course(disturb: (bench: RigBench, s: number) => void): Promise<Course> {
  await using bench = new RigBench();
  bench.plug(METER, dmm({ inputs: {} }));
  await bench.start(rig(bench.clock), { selfEveryMs: HOUR_MS });
  for (let s = 0; s < 20; s++) {
    disturb(bench, s);
    await bench.clock.advance(1_000);
  }
  const startMs = bench.clock.nowMs();
  const { safe } = await bench.stop();
  return {
    readings: bench.readings.filter(({ channel }) => channel !== "readout.clock")
      .map(({ wallMs: _, ...reading }) => reading),
    stepsMs: safe!.steps.map(({ tookMs }) => tookMs),
    tookMs: bench.clock.nowMs() - startMs,
  };
}

for (
  const [what, disturb] of [
    ["an hour forward", ({ clock }, s) => s === 7 && clock.stepWall(HOUR_MS)],
    ["an hour back", ({ clock }, s) => s === 7 && clock.stepWall(-HOUR_MS)],
    ["forward and back again and again", ({ clock }, s) => {
      clock.stepWall(s % 2 === 0 ? HOUR_MS : -HOUR_MS);
    }],
    ["a leap second", ({ clock }, s) => s === 7 && clock.stepWall(-1_000)],
    ["years forward, as a computer without a battery", ({ clock }, s) => {
      if (s === 3) clock.stepWall(20 * 8_766 * HOUR_MS);
    }],
    ["slewed by 500 ppm", ({ clock }) => clock.stepWall(0.5)],
  ] as readonly (readonly [string, (bench: RigBench, s: number) => void])[]
) {
  Deno.test(`G20: a wall clock that goes ${what} changes no schedule, no timeout and no reading of a rig`, async () => {
    assertEquals(await course(disturb), await course(() => {}));
  });
}

for (const ms of [HOUR_MS, -HOUR_MS, 1_000, -1_000, 501, -501]) {
  Deno.test(`G20: a step of the wall clock by ${ms} ms is told within a second: to the operator, in the record, in the health`, async () => {
    const notices: RigNotice[] = [];
    const record: Reading<unknown>[] = [];
    await using bench = new RigBench();
    await bench.start({ name: "desk", channels: { wave: { signal: "sine", everyMs: HOUR_MS } } }, {
      onNotice: (notice) => void notices.push(notice),
      sinks: [{
        ...{ name: "file", capacity: 100, overflow: "drop-oldest" },
        write: (reading) => void record.push(reading),
      }],
    });
    await bench.clock.advance(5_500);
    assertEquals(notices, []);
    bench.clock.stepWall(ms);
    const wallMs = bench.clock.wallMs() + 500; // when it is looked at
    await bench.clock.advance(1_000);
    assertEquals(notices, [{ kind: "clock-step", ms, wallMs }]);
    const way = ms > 0 ? "forward" : "back";
    const text = `the computer's clock was put ${way} by ${Math.abs(ms) / 1_000} s, to `;
    assertStringIncludes(textOfNotice(notices[0]!), text);
    const told = record.find(({ channel }) => channel === "readout.clock")!;
    assertEquals([told.value, told.unit, told.seq, told.wallMs], [ms, "ms", 0, wallMs]);
    assertEquals(bench.healths.at(-1)?.clockStep, { ms, wallMs, count: 1 });
    assertStringIncludes(healthText(bench.healths.at(-1)!).join("\n"), text);
    await bench.clock.advance(HOUR_MS / 4);
    assertEquals(notices.length, 1);
  });
}

Deno.test("G20: a clock that is slewed, or is off by half a second at once, is no step", async () => {
  await using bench = new RigBench();
  const notices: RigNotice[] = [];
  await bench.start({ name: "desk", channels: { wave: { signal: "sine" } } }, {
    onNotice: (notice) => void notices.push(notice),
  });
  for (let s = 0; s < 7_200; s++) {
    await bench.clock.advance(1_000);
    bench.clock.stepWall(0.5); // 500 ppm, for two hours: 3.6 s in all
  }
  await bench.clock.advance(1_000);
  bench.clock.stepWall(-500);
  await bench.clock.advance(5_000);
  bench.clock.stall(20_000);
  await bench.clock.advance(5_000);
  assertEquals(notices, []);
});

Deno.test("G20: the record says of a step before the first reading after it; numbers and monotonic times only rise", async () => {
  await using bench = new RigBench();
  await bench.start({ name: "desk", channels: { wave: { signal: "sine", everyMs: 100 } } });
  for (let s = 0; s < 60; s++) {
    await bench.clock.advance(730);
    bench.clock.stepWall(s % 2 === 0 ? -HOUR_MS : HOUR_MS);
  }
  let before: Reading<unknown> | undefined;
  let told = 0;
  for (const reading of bench.readings) {
    if (reading.channel === "readout.clock") {
      told++;
      before = undefined;
    } else if (reading.channel === "wave") {
      if (before) {
        assertEquals(reading.seq, before.seq + 1);
        assertEquals(reading.wallMs - before.wallMs, reading.monoMs - before.monoMs);
        assert(reading.monoMs > before.monoMs);
      }
      before = reading;
    }
  }
  assert(told >= 59, `${told}`);
});

Deno.test("G20: how long something has not worked stays true when the clock is put forward", async () => {
  await using bench = new RigBench();
  const running = await bench.start({
    name: "desk",
    channels: {
      bad: {
        everyMs: 100,
        read: () => {
          throw new ReadoutError("timeout.reply", "Cannot read it: no reply");
        },
      },
    },
  }, {
    sinks: [{
      name: "dead",
      capacity: 1,
      overflow: "drop-oldest",
      write: () => new Promise(() => {}),
    }],
  });
  await bench.clock.advance(30_000);
  bench.clock.stepWall(HOUR_MS);
  await bench.clock.advance(30_000);
  const text = healthText(running.health()).join("\n");
  assertStringIncludes(text, "bad is bad since 01:00:00Z (1 min)");
  assertStringIncludes(text, "hung since 01:00:10Z (50 s)");
});

Deno.test("G20: a crash file tells of the steps of the clock", async () => {
  const disk = new MemoryDisk();
  await using bench = new RigBench();
  const running = await bench.start({ name: "desk", channels: { wave: { signal: "sine" } } }, {
    crash: { folder: "/crashes", disk },
  });
  await bench.clock.advance(5_000);
  bench.clock.stepWall(-HOUR_MS);
  await bench.clock.advance(5_000);
  running.fail(new Error("a bug"));
  const { crashFile } = await bench.ended();
  const report: CrashReport = parseCrash(
    new TextDecoder().decode(disk.files.get(crashFile!)),
  );
  assertEquals(report.health?.clockStep?.ms, -HOUR_MS);
  assertStringIncludes(report.log.join("\n"), "the computer's clock was put back by 3600 s, to ");
});
