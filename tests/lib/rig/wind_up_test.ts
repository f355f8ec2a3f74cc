import type { Transport } from "../../../lib/contract/transport.ts";
import type { Rig } from "../../../lib/rig/rig.ts";
import type { RunRigOptions } from "../../../lib/rig/run_options.ts";
import { startRig } from "../../../lib/rig/run_rig.ts";
import type { RunningRig } from "../../../lib/rig/run/running_rig.ts";
import { dmm } from "../../../lib/simulator/dmm/dmm.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";
import { assert, assertEquals, assertRejects, assertStringIncludes } from "../../deps/assert.ts";
import { RigBench } from "./rig_bench.ts";

const METER = "tcp://10.0.0.7:5025";
const never = <T>(): Promise<T> => new Promise<T>(() => {});
const safe = [{ name: "vent", run: () => {} }];
const instruments = { dmm: { kind: "scpi", address: METER } } as const;
const RIG = {
  name: "vessel",
  everyMs: 100,
  instruments,
  channels: {
    volts: { instrument: "dmm", question: "MEAS:VOLT?" },
    wave: { signal: "sine" },
  },
  safe,
} satisfies Rig;

function boom(): never {
  throw new Error("boom");
}

/** A transport that is never closed, whoever waits for that. */
async function neverClosed(open: () => Promise<Transport>): Promise<Transport> {
  const transport = await open();
  return new Proxy(transport, {
    get: (target, key) => {
      if (key === Symbol.asyncDispose) return () => never();
      const value = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

const TROUBLES: Record<string, { rig?: Partial<Rig>; options?: RunRigOptions }> = {
  "a reader that never settles": {
    rig: { channels: { volts: { read: () => never<number>() }, wave: { signal: "sine" } } },
  },
  "a reader that throws": { rig: { channels: { volts: { read: boom } } } },
  "a connection that is never made": { options: { openTransport: () => never() } },
  "a connection that is never closed": {
    options: { openTransport: () => neverClosed(() => Promise.resolve(loopback().near)) },
  },
  "a sink that hangs": {
    options: { sinks: [{ name: "s", capacity: 3, overflow: "drop-oldest", write: () => never() }] },
  },
  "a sink that hangs at its end": {
    options: {
      sinks: [{
        ...{ name: "s", capacity: 3, overflow: "drop-oldest", write: () => {} },
        ...{ flush: () => never(), [Symbol.asyncDispose]: () => never() },
      }],
    },
  },
  "a sink that throws everywhere": {
    options: {
      sinks: [{
        ...{ name: "s", capacity: 3, overflow: "drop-newest", write: boom, gap: boom },
        ...{ restart: boom, flush: boom, [Symbol.asyncDispose]: boom },
      }],
    },
  },
  "a step that throws": { rig: { safe: [...safe, { name: "off", run: boom }] } },
  "a step that hangs": { rig: { safe: [...safe, { name: "off", run: () => never() }] } },
  "listeners that throw": {
    options: { onReading: boom, onHealth: boom, onNotice: boom, onAlarm: boom },
  },
};

for (const [trouble, { rig, options }] of Object.entries(TROUBLES)) {
  for (const afterMs of [0, 50, 3_010]) {
    Deno.test(`runRig() with ${trouble} ends in time when it is stopped after ${afterMs} ms, and leaves no timer`, async () => {
      await using bench = new RigBench();
      bench.plug(METER, dmm({ inputs: {} }));
      await bench.start({ ...RIG, ...rig }, options);
      if (afterMs > 0) await bench.clock.advance(afterMs);
      const startMs = bench.clock.nowMs();
      const { safe, health } = await bench.stop();
      assert(bench.clock.nowMs() - startMs <= 15_000, `${bench.clock.nowMs() - startMs} ms`);
      assertEquals(safe?.steps.at(-1)?.isDone, true); // the first step, which is run last
      for (const { produced, delivered, lost, queued } of health.sinks) {
        assertEquals([produced, queued], [delivered + lost, 0]);
      }
      await bench.clock.advance(0);
      assertEquals(bench.clock.pendingTimers, 0);
      const told = bench.healths.length;
      await bench.clock.advance(100_000);
      assertEquals(bench.healths.length, told);
    });
  }
}

Deno.test("runRig() whose signal has aborted before asks nobody and connects to nobody, but makes safe", async () => {
  let asked = 0;
  let isSafe = false;
  const phases = new Set<string>();
  const report = await (await startRig({
    ...RIG,
    instruments: {},
    channels: { volts: { read: () => asked++ } },
  }, {
    signal: AbortSignal.abort("SIGINT"),
    onHealth: ({ phase }) => void phases.add(phase),
  })).ended;
  assertEquals([asked, [...phases], report.exitCode], [0, ["ending", "ended"], 0]);
  const other = await (await startRig({
    ...RIG,
    channels: { volts: { read: () => asked++ }, wave: { instrument: "dmm", question: "V?" } },
    safe: [{ name: "vent", run: () => void (isSafe = true) }],
  }, {
    signal: AbortSignal.abort("SIGINT"),
    openTransport: () => Promise.reject(asked++),
    onReading: () => asked++,
  })).ended;
  assertEquals([asked, isSafe, other.exitCode, other.why], [0, true, 0, "stopped: SIGINT"]);
});

Deno.test("runRig() that has to end asks for nothing more, and shows nothing more", async () => {
  let asked = 0;
  await using bench = new RigBench();
  let running: RunningRig | undefined = undefined;
  const stop = (): void => (running as RunningRig | undefined)?.stop("enough");
  running = await bench.start({
    name: "demo",
    everyMs: 100,
    channels: {
      a: { read: () => ++asked },
      b: { read: () => ++asked },
      c: { read: () => ++asked },
    },
  }, {
    onReading: ({ channel, seq }) => {
      if (channel === "a" && seq === 5) stop();
    },
  });
  await bench.clock.advance(1_000);
  assertEquals(bench.of("a").length, 6);
  assert(asked <= 18, `${asked}`);
});

Deno.test("runRig() that ends, and reads no more for long, calls nothing an alarm for that", async () => {
  await using bench = new RigBench();
  await bench.start({
    name: "vessel",
    channels: {
      pressure: { everyMs: 100, unit: "bar", read: () => 5, limits: { alarm: { high: 12 } } },
    },
    interlocks: { high: { channel: "pressure", suspendAbove: 13, then: "report" } },
    safe: [{ name: "slow", run: () => never(), timeoutMs: 9_000 }],
  });
  await bench.clock.advance(500);
  const { health } = await bench.stop();
  assertEquals([health.alarms, health.interlocks], [[], [{ name: "high" }]]);
  const wrong = bench.healths.filter(({ alarms }) => alarms.length > 0);
  assertEquals(wrong, []);
});

Deno.test("runRig() with two ends at once tells the first, and runs its safe sequence once", async () => {
  let runs = 0;
  await using bench = new RigBench();
  const running = await bench.start({
    name: "vessel",
    channels: { bar: { read: () => 20, critical: true } },
    interlocks: { high: { channel: "bar", suspendAbove: 10 } },
    safe: [{ name: "vent", run: () => void runs++ }],
  });
  running.fail(new Error("one"));
  running.stop("two");
  const report = await bench.stop();
  assertEquals([report.end.kind, runs], ["interlock", 1]);
});

Deno.test("runRig() goes on ending when it is stopped, failed and interlocked while it ends", async () => {
  let runs = 0;
  let bar = 1;
  await using bench = new RigBench();
  const running = await bench.start({
    name: "vessel",
    channels: { bar: { everyMs: 100, read: () => bar } },
    interlocks: { high: { channel: "bar", suspendAbove: 10 } },
    safe: [{ name: "vent", run: () => never(), timeoutMs: 1_000 }, {
      name: "off",
      run: () => {
        runs++;
        bar = 20;
        running.stop("again");
        running.fail(new Error("again"));
      },
    }],
  });
  await bench.clock.advance(1_000);
  running.stop("first");
  const { why, exitCode } = await bench.ended();
  assertEquals([why, exitCode, runs], ["stopped: first", 3, 1]);
});

for (const startup of ["retry", "error", "ignore", "probe"] as const) {
  Deno.test(`runRig() that ends in the middle of opening (${startup}) makes safe what it was opening`, async () => {
    await using bench = new RigBench();
    bench.plug(METER, dmm({ inputs: {} }));
    const gate = Promise.withResolvers<void>();
    const opened: string[] = [];
    let fails = false;
    await bench.start({
      ...RIG,
      instruments: { dmm: { ...instruments.dmm, startup } },
      channels: {
        bar: {
          everyMs: 100,
          critical: true,
          read: () => {
            if (fails) boom();
            return 1;
          },
        },
      },
      safe: [{ name: "off", instrument: "dmm", command: "*CLS" }],
    }, {
      openTransport: async (address, { signal }) => {
        opened.push(address);
        await gate.promise;
        return bench.connect(address, { signal });
      },
    });
    await bench.clock.advance(950);
    fails = true;
    await bench.clock.advance(200);
    gate.resolve();
    const { end, isSafe, exitCode, notDone } = await bench.ended();
    assertEquals([end.kind, isSafe, exitCode, notDone], ["critical", true, 1, []]);
    assertEquals(opened, [METER]);
  });
}

Deno.test("startRig() refuses sinks that cannot be, and a period of its own, before anything is opened", async () => {
  const sink = { name: "file", overflow: "drop-oldest", write: boom } as const;
  const error = await assertRejects(
    () =>
      startRig({ name: "demo", channels: { wave: { signal: "sine" } } }, {
        sinks: [{ ...sink, capacity: 0 }, { ...sink, capacity: 5 }, { ...sink, capacity: 5 }],
        selfEveryMs: 0,
      }),
    TypeError,
  );
  for (
    const part of [
      "sinks[0] (file): Cannot make a queue: capacity must be an integer >= 1",
      "sinks[2] (file): another sink has that name",
      "selfEveryMs: Cannot keep time: periodMs must be finite and > 0",
    ]
  ) assertStringIncludes(error.message, part);
});
