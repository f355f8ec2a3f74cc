import type { Clock } from "../../../../lib/contract/clock.ts";
import type { Notifier } from "../../../../lib/rig/notify/notifier.ts";
import { assert, assertEquals } from "../../../deps/assert.ts";
import { RigBench } from "../rig_bench.ts";

class FakeNotifier implements Notifier {
  readonly watchdogMs = 2_000;
  readonly told: string[] = [];

  tell(state: string): void {
    this.told.push(state);
  }

  /** How often it was fed. */
  get fed(): number {
    return this.told.filter((state) => state === "WATCHDOG=1").length;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

/** Another clock, on which no timer of this length goes off any more from some moment on. */
class WedgedClock implements Clock {
  isWedged = false;
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  nowMs(): number {
    return this.#clock.nowMs();
  }

  wallMs(): number {
    return this.#clock.wallMs();
  }

  timer(ms: number, callback: () => void): () => void {
    return this.#clock.timer(ms, () => {
      if (!this.isWedged || ms > 100) callback();
    });
  }
}

const RIG = { name: "demo", channels: { wave: { signal: "sine", everyMs: 100, timeoutMs: 500 } } };

Deno.test("runRig() tells when it is ready, how it is, that it lives, and that it stops", async () => {
  const notifier = new FakeNotifier();
  await using bench = new RigBench();
  await bench.start(RIG, { notifier });
  await bench.clock.advance(10_000);
  assertEquals(notifier.fed, 11);
  const { told } = notifier;
  assert(told.indexOf("READY=1") >= 0 && told.indexOf("READY=1") < told.lastIndexOf("WATCHDOG=1"));
  assert(told.includes("STATUS=demo: running, all 1 channels work"), told.join());
  await bench.stop();
  const fed = notifier.fed;
  assert(told.indexOf("STOPPING=1") > told.lastIndexOf("READY=1"));
  await bench.clock.advance(10_000);
  assertEquals(notifier.fed, fed);
});

Deno.test("runRig() no longer says that it lives when a critical loop is wedged", async () => {
  const notifier = new FakeNotifier();
  await using bench = new RigBench();
  const clock = new WedgedClock(bench.clock);
  await bench.start(RIG, { notifier, clock });
  await bench.clock.advance(10_000);
  clock.isWedged = true;
  await bench.clock.advance(1_000); // three periods, and the budget of a read
  const { fed } = notifier;
  await bench.clock.advance(10_000);
  assertEquals(notifier.fed, fed);
});

Deno.test("runRig() does not take the readings of a channel for the signs of life of a loop", async () => {
  const notifier = new FakeNotifier();
  await using bench = new RigBench();
  const clock = new WedgedClock(bench.clock);
  const channels = {
    wave: { signal: "sine", everyMs: 100, timeoutMs: 500, critical: true },
    "poll every 100 ms": { signal: "sine", everyMs: 1_000 },
  };
  await bench.start({ name: "demo", channels }, { notifier, clock });
  await bench.clock.advance(10_000);
  assertEquals(notifier.fed, 11);
  clock.isWedged = true;
  await bench.clock.advance(1_000);
  const { fed } = notifier;
  await bench.clock.advance(10_000);
  assertEquals(notifier.fed, fed);
});

Deno.test("runRig() goes on saying that it lives while its safe sequence takes its time", async () => {
  const notifier = new FakeNotifier();
  await using bench = new RigBench();
  const safe = [{ name: "slow", run: () => new Promise<void>(() => {}), timeoutMs: 8_000 }];
  await bench.start({ ...RIG, safe }, { notifier });
  await bench.clock.advance(100);
  const { fed } = notifier;
  const report = await bench.stop();
  assertEquals(report.exitCode, 3);
  assert(notifier.told.includes("EXTEND_TIMEOUT_USEC=18000000"), notifier.told.join());
  assert(notifier.fed >= fed + 7, `${notifier.fed - fed} signs of life`);
});

Deno.test("runRig() says that it is ready only when an instrument that must be there is", async () => {
  const notifier = new FakeNotifier();
  await using bench = new RigBench();
  const dmm = { kind: "scpi", address: "tcp://10.0.0.7:5025", startup: "error" } as const;
  await bench.start({ ...RIG, instruments: { dmm } }, { notifier }); // which never answers
  await bench.clock.advance(500);
  assertEquals(notifier.told.includes("READY=1"), false);
  assertEquals((await bench.ended()).exitCode, 1);
  assertEquals(notifier.told.includes("READY=1"), false);
});

Deno.test("runRig() ends through the safe sequence when a core sink hangs", async () => {
  let isSafe = false;
  await using bench = new RigBench();
  const safe = [{ name: "vent", run: () => void (isSafe = true) }];
  await bench.start({ ...RIG, safe }, {
    sinks: [{
      ...{
        name: "recorder",
        capacity: 10,
        overflow: "drop-oldest",
        core: true,
        writeTimeoutMs: 500,
      },
      write: () => new Promise<void>(() => {}),
    }],
  });
  await bench.clock.advance(1_000);
  assertEquals(isSafe, true);
  const { end, exitCode, health } = await bench.ended();
  assertEquals([end.kind, "part" in end && end.part, exitCode], ["core", "sink recorder", 1]);
  const { produced, delivered, lost, queued } = health.sinks[0]!;
  assertEquals([produced, delivered, queued], [lost, 0, 0]);
});

Deno.test("runRig() lets a dead sink hold up neither another one nor the polling", async () => {
  const got: number[] = [];
  await using bench = new RigBench();
  const running = await bench.start(RIG, {
    sinks: [
      {
        name: "dead",
        capacity: 5,
        overflow: "drop-oldest",
        write: () => new Promise<void>(() => {}),
      },
      {
        name: "alive",
        capacity: 5,
        overflow: "drop-oldest",
        write: ({ seq }) => void got.push(seq),
      },
    ],
    selfEveryMs: 3_600_000,
  });
  await bench.clock.advance(60_000);
  assertEquals(got.length, 601 + 6);
  const [dead, alive] = running.health().sinks;
  assertEquals([dead?.state, dead?.produced, dead?.lost, dead?.queued], ["hung", 607, 601, 6]);
  assertEquals([alive?.state, alive?.lost, alive?.delivered], ["works", 0, 607]);
});
