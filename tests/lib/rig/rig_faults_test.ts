import { ReadoutError } from "../../../lib/base/readout_error.ts";
import type { RigNotice } from "../../../lib/rig/rig_notice.ts";
import { healthText } from "../../../lib/rig/health/health_text.ts";
import { assert, assertEquals, assertStringIncludes } from "../../deps/assert.ts";
import { RigBench } from "./rig_bench.ts";

const noReply = (): never => {
  throw new ReadoutError("timeout.reply", "Cannot read it: no reply");
};

Deno.test("runRig() starts a crashing channel anew five times a minute, then tries each minute, and disturbs nobody", async () => {
  const triesMs: number[] = [];
  await using bench = new RigBench();
  await bench.start({
    name: "demo",
    everyMs: 100,
    channels: {
      crashes: {
        read: () => {
          triesMs.push(bench.clock.nowMs());
          throw new TypeError("a bug in a driver");
        },
      },
      steady: { signal: "sine" },
    },
  });
  await bench.clock.advance(200_000);
  assertEquals(triesMs, [0, 100, 200, 300, 400, 500, 60_500, 120_500, 180_500]);
  const steady = bench.of("steady");
  assertEquals(steady.length, 2_001);
  assertEquals(steady.filter(({ status, missedTicks }) => status !== "good" || missedTicks), []);
  const last = bench.of("crashes").at(-1)!;
  assertEquals([last.reason, last.fault?.code], ["disabled", "breaker.open"]);
  assertStringIncludes(
    last.fault!.message,
    "it has crashed again and again, and is tried again in",
  );
  assertStringIncludes(JSON.stringify(last.fault), "a bug in a driver");
});

Deno.test("runRig() reads a channel as usual again when it no longer crashes", async () => {
  let isBroken = true;
  await using bench = new RigBench();
  await bench.start({
    name: "demo",
    channels: {
      shaky: {
        everyMs: 100,
        read: () => {
          if (isBroken) throw new TypeError("a bug");
          return 1;
        },
      },
    },
  });
  await bench.clock.advance(1_000);
  isBroken = false;
  await bench.clock.advance(60_000);
  assertEquals(bench.of("shaky").at(-1)?.status, "good");
  assertEquals(bench.of("shaky").slice(-4).every(({ status }) => status === "good"), true);
});

Deno.test("runRig() shows a channel as stale, in time, when a read hangs, and no longer when it measures", async () => {
  let answer: ((value: number) => void) | undefined;
  await using bench = new RigBench();
  const running = await bench.start({
    name: "demo",
    channels: {
      slow: {
        everyMs: 1_000,
        timeoutMs: 60_000,
        read: () =>
          bench.clock.nowMs() < 1_500 ? 1 : new Promise<number>((resolve) => answer = resolve),
      },
    },
  });
  await bench.clock.advance(1_000 + 3_000);
  assertEquals(running.health().channels[0]?.state, "good");
  await bench.clock.advance(2);
  assertEquals(running.health().channels[0]?.state, "stale");
  assertEquals(bench.healths.at(-1)?.channels[0]?.state, "stale");
  assertStringIncludes(healthText(running.health()).join("\n"), "slow is stale since 00:00:04");
  answer!(2);
  await bench.clock.advance(1);
  assertEquals(running.health().channels[0]?.state, "good");
});

Deno.test("runRig() says the backup's values, by its path, and says so in its health", async () => {
  let isBroken = false;
  const notices: RigNotice[] = [];
  await using bench = new RigBench();
  const running = await bench.start({
    name: "demo",
    everyMs: 100,
    channels: {
      first: { read: () => isBroken ? noReply() : 1, unit: "V", backup: "second" },
      second: { read: () => 2, unit: "V" },
    },
  }, { onNotice: (notice) => void notices.push(notice) });
  await bench.clock.advance(500);
  isBroken = true;
  await bench.clock.advance(1_000);
  const { value, path, status } = bench.of("first").at(-1)!;
  assertEquals([value, path, status], [2, "backup:second", "good"]);
  assertEquals(notices.map(({ kind }) => kind), ["switched"]);
  assertEquals(running.health().isWell, false);
  assertStringIncludes(healthText(running.health())[1]!, "first comes by backup:second since");
  assertEquals(running.health().channels[0]?.sinceWallMs, Date.UTC(2026, 0, 1) + 600);
});

Deno.test("runRig() holds a channel's value for a while, as uncertain, and says so in its health", async () => {
  let isBroken = false;
  await using bench = new RigBench();
  const running = await bench.start({
    name: "demo",
    channels: {
      held: { everyMs: 100, read: () => isBroken ? noReply() : 5, hold: { maxAgeMs: 2_000 } },
    },
  });
  await bench.clock.advance(1_050);
  isBroken = true;
  await bench.clock.advance(500);
  const { value, path, status, reason } = bench.of("held").at(-1)!;
  assertEquals([value, path, status, reason], [5, "held", "uncertain", "held"]);
  assertStringIncludes(healthText(running.health())[1]!, "held is held since");
  await bench.clock.advance(3_000);
  assertEquals(bench.of("held").at(-1)!.status, "bad");
});

Deno.test("runRig() judges values by their limits, and lists what is an alarm until it is acknowledged and over", async () => {
  let bar = 5;
  let told = 0;
  await using bench = new RigBench();
  const running = await bench.start({
    name: "demo",
    channels: {
      pressure: {
        ...{ everyMs: 100, unit: "bar", read: () => bar },
        limits: { range: [0, 16], alarm: { high: 12, highWarning: 10, hysteresis: 1 } },
      },
    },
  }, { onAlarm: () => void told++ });
  await bench.clock.advance(100);
  assertEquals(running.health().alarms, []);
  bar = Math.fround(13.1);
  await bench.clock.advance(100);
  assertEquals(running.alarms.list().map(({ name, phase }) => [name, phase]), [
    ["high-alarm", "active"],
    ["high-warning", "active"],
  ]);
  bar = 20;
  await bench.clock.advance(100);
  assertEquals(bench.of("pressure").at(-1)?.reason, "out-of-range");
  bar = 5;
  await bench.clock.advance(100);
  assertStringIncludes(
    healthText(running.health()).join("\n"),
    "alarm pressure high-alarm (returned) at 00:00:00Z: 13.1 bar",
  );
  running.alarms.acknowledge("pressure");
  assertEquals(running.health().isWell, true);
  assert(told >= 3);
});

Deno.test("runRig() ends through the safe sequence when an interlock is suspended", async () => {
  let bar = 5;
  const done: string[] = [];
  await using bench = new RigBench();
  const running = await bench.start({
    name: "vessel",
    channels: { pressure: { everyMs: 100, unit: "bar", read: () => bar } },
    interlocks: { overpressure: { channel: "pressure", suspendAbove: 13, resumeBelow: 11 } },
    safe: [{ name: "vent", run: () => void done.push("vent") }],
  });
  await bench.clock.advance(1_000);
  assertEquals(running.health().interlocks, [{ name: "overpressure" }]);
  bar = 13;
  await bench.clock.advance(100);
  assertEquals(done, ["vent"]);
  const { end, exitCode } = await bench.ended();
  assertEquals([end.kind, exitCode], ["interlock", 1]);
  assertStringIncludes("why" in end ? end.why : "", "interlock overpressure: 13 bar");
});

for (
  const [how, read] of [["bad", noReply], ["missing", () => new Promise<number>(() => {})]] as const
) {
  Deno.test(`runRig() takes a ${how} reading of an interlock's channel for one that is not allowed`, async () => {
    let isBroken = false;
    await using bench = new RigBench();
    const running = await bench.start({
      name: "vessel",
      channels: {
        pressure: { everyMs: 100, timeoutMs: 60_000, read: () => isBroken ? read() : 5 },
      },
      interlocks: { overpressure: { channel: "pressure", suspendAbove: 13 } },
    });
    await bench.clock.advance(1_000);
    isBroken = true;
    await bench.clock.advance(1_100);
    assertEquals(running.health().phase, "ended");
    assertEquals((await running.ended).end.kind, "interlock");
  });
}

Deno.test("runRig() goes on when an interlock that only reports is suspended, and says so until it is not", async () => {
  let bar = 5;
  await using bench = new RigBench();
  const running = await bench.start({
    name: "vessel",
    channels: { pressure: { everyMs: 100, unit: "bar", read: () => bar } },
    interlocks: {
      high: { channel: "pressure", suspendAbove: 13, resumeBelow: 11, then: "report" },
    },
  });
  await bench.clock.advance(100);
  bar = 13;
  await bench.clock.advance(100);
  assertEquals(running.health().interlocks, [{ name: "high", why: "interlock high: 13 bar" }]);
  assertEquals(bench.healths.at(-1)?.interlocks, running.health().interlocks);
  bar = 12;
  await bench.clock.advance(100);
  assertEquals(running.health().isWell, false);
  bar = 10;
  await bench.clock.advance(100);
  assertEquals(running.health().isWell, true);
  assertEquals(running.health().phase, "running");
});
