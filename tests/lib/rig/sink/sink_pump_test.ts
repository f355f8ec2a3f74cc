import type { Reading } from "../../../../lib/contract/reading.ts";
import type { Fault } from "../../../../lib/contract/fault.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { delay } from "../../../../lib/base/delay.ts";
import type { RigSink, SinkGap } from "../../../../lib/rig/rig_sink.ts";
import { SinkPump } from "../../../../lib/rig/sink/sink_pump.ts";
import { Liveness } from "../../../../lib/rig/supervise/liveness.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { assert, assertEquals, assertStringIncludes, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";

type Options = Partial<RigSink> & Pick<RigSink, "write">;

class PumpBench {
  readonly clock = new VirtualClock();
  readonly liveness = new Liveness(this.clock);
  readonly coreFaults: Fault[] = [];
  changes = 0;
  readonly pump: SinkPump;
  #seq = 0;

  constructor(sink: Options) {
    const all: RigSink = { name: "file", capacity: 4, overflow: "drop-oldest", ...sink };
    this.pump = new SinkPump(all, {
      clock: this.clock,
      liveness: this.liveness,
      onChange: () => this.changes++,
      onCoreFault: (_, fault) => this.coreFaults.push(fault),
    });
  }

  push(count = 1): void {
    for (let i = 0; i < count; i++) this.pump.push(reading(this.#seq++));
  }

  async close(timeoutMs = 1_000): Promise<Fault[]> {
    const closing = this.pump.close(timeoutMs);
    await this.clock.advance(10 * timeoutMs);
    return await closing;
  }
}

function reading(seq: number): Reading<unknown> {
  const times = { wallMs: seq, monoMs: seq, tookMs: 0 };
  return { channel: "a", seq, unit: "", ...times, status: "good", reason: "ok", value: seq };
}

for (
  const [overflow, entries] of [
    ["drop-oldest", ["0", "gap 3 (1-3)", "4", "5", "6", "7"]],
    ["drop-newest", ["0", "1", "2", "3", "4", "gap 3 (5-7)"]],
  ] as const
) {
  Deno.test(`SinkPump with ${overflow} tells a slow sink, in its place, of what it has not got`, async () => {
    const got: string[] = [];
    let go = (): void => {};
    const bench = new PumpBench({
      overflow,
      write: async ({ seq }) => {
        got.push(`${seq}`);
        if (seq === 0) await new Promise<void>((resolve) => go = resolve);
      },
      gap: ({ count, fromWallMs, toWallMs }) =>
        void got.push(`gap ${count} (${fromWallMs}-${toWallMs})`),
    });
    bench.push();
    await bench.clock.advance(1);
    bench.push(7);
    const counts = { name: "file", produced: 8, delivered: 0, lost: 3, queued: 5, restarts: 0 };
    assertEquals(bench.pump.stats(), counts);
    go();
    await bench.clock.advance(1);
    assertEquals(got, [...entries]);
    assertEquals(bench.pump.stats(), { ...counts, delivered: 5, queued: 0 });
    assertEquals(await bench.close(), []);
  });
}

Deno.test("SinkPump: produced = delivered + lost + queued at any time, and gaps tell of all that is lost", async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant("push" as const), count: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ kind: fc.constant("wait" as const), ms: fc.integer({ min: 1, max: 30_000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.integer(),
      fc.constantFrom("drop-oldest" as const, "drop-newest" as const),
      async (steps, seed, overflow) => {
        const random = seededRandom(seed);
        const got: number[] = [];
        const gaps: SinkGap[] = [];
        let calm = false;
        let underWay = 0;
        const trouble = async (): Promise<void> => {
          assertEquals(++underWay, 1); // never two calls at a time
          try {
            const chance = calm ? 0 : random.next();
            if (chance > 0.7) await delay(random.next() * 20_000, { clock: bench.clock });
            if (chance > 0.9) throw new Error("it failed");
          } finally {
            underWay--;
          }
        };
        const bench = new PumpBench({
          overflow,
          async write({ seq }) {
            await trouble();
            got.push(seq);
          },
          async gap(gap) {
            await trouble();
            gaps.push(gap);
          },
          restart: trouble,
        });
        const check = (): void => {
          const { produced, delivered, lost, queued } = bench.pump.stats();
          assertEquals(produced, delivered + lost + queued);
          assertEquals(delivered, got.length);
          assert(queued <= 5);
        };
        for (const step of steps) {
          if (step.kind === "push") bench.push(step.count);
          else await bench.clock.advance(step.ms);
          check();
        }
        calm = true;
        await bench.clock.advance(200_000);
        check();
        const { lost, queued } = bench.pump.stats();
        assertEquals(queued, 0);
        assertEquals(gaps.reduce((sum, { count }) => sum + count, 0), lost);
        assertEquals(got, got.toSorted((a, b) => a - b));
        await bench.close();
      },
    ),
    { numRuns: 60 },
  );
});

Deno.test("SinkPump starts a sink that fails anew five times a minute, then tries each minute", async () => {
  const restartsMs: number[] = [];
  const bench = new PumpBench({
    capacity: 1,
    write: () => {
      throw new Error("disk full");
    },
    restart: () => void restartsMs.push(bench.clock.nowMs()),
  });
  for (let i = 0; i < 2_000; i++) {
    bench.push();
    await bench.clock.advance(100);
  }
  assertEquals(restartsMs, [0, 100, 200, 300, 400, 60_500, 120_500, 180_500]);
  const { state, fault, produced, lost, queued } = bench.pump.health();
  assertEquals([state, fault?.message], ["failed", "disk full"]);
  assertEquals(produced, lost + queued);
  assertEquals(bench.coreFaults, []);
  await bench.close();
});

Deno.test("SinkPump tells when a core sink cannot be kept going", async () => {
  const bench = new PumpBench({ core: true, write: () => Promise.reject(new Error("disk full")) });
  for (let i = 0; i < 5; i++) {
    bench.push();
    await bench.clock.advance(10);
  }
  assertEquals(bench.coreFaults, []);
  bench.push();
  await bench.clock.advance(10);
  assertEquals(bench.coreFaults.map(({ message }) => message), ["disk full"]);
  await bench.close();
});

Deno.test("SinkPump says that a sink hangs, aborts its signal, and goes on when it answers after all", async () => {
  let go = (): void => {};
  let heard: AbortSignal | undefined;
  const bench = new PumpBench({
    core: true,
    writeTimeoutMs: 500,
    write: (_, { signal }) => {
      heard = signal;
      return new Promise<void>((resolve) => go = resolve);
    },
  });
  bench.push();
  await bench.clock.advance(499);
  assertEquals([bench.pump.health().state, heard?.aborted, bench.coreFaults.length], [
    "works",
    false,
    0,
  ]);
  await bench.clock.advance(2);
  assertEquals([bench.pump.health().state, heard?.aborted, bench.coreFaults.length], [
    "hung",
    true,
    1,
  ]);
  assertEquals(bench.liveness.wedged(), ["sink file"]);
  go();
  await bench.clock.advance(1);
  assertEquals(bench.pump.health().state, "works");
  assertEquals(bench.liveness.wedged(), []);
  assertEquals(await bench.close(), []);
});

Deno.test("SinkPump.close() brings what waits, flushes, closes, and gives up on each in time", async () => {
  const did: string[] = [];
  const good = new PumpBench({
    write: ({ seq }) => void did.push(`${seq}`),
    flush: () => void did.push("flush"),
    [Symbol.asyncDispose]: () => Promise.resolve(void did.push("close")),
  });
  good.push(3);
  assertEquals(await good.close(), []);
  assertEquals(did, ["0", "1", "2", "flush", "close"]);

  const never = (): Promise<void> => new Promise<void>(() => {});
  const dead = new PumpBench({ write: never, flush: never, [Symbol.asyncDispose]: never });
  dead.push(3);
  const faults = await dead.close(100);
  assertEquals(faults.map(({ message }) => message), [
    "Cannot finish writing to file: not done in 100 ms",
    "Cannot flush file: not done in 100 ms",
    "Cannot close file: not done in 100 ms",
  ]);
  dead.pump.abandon();
  assertEquals(dead.pump.stats(), {
    name: "file",
    produced: 3,
    delivered: 0,
    lost: 3,
    queued: 0,
    restarts: 0,
  });
});

Deno.test("SinkPump.close() does not wait for the pause of a sink that fails", async () => {
  const bench = new PumpBench({ write: () => Promise.reject(new Error("disk full")) });
  for (let i = 0; i < 8; i++) {
    bench.push();
    await bench.clock.advance(10);
  }
  assertEquals(await bench.close(1_000), []);
  assertEquals(bench.pump.stats().queued, 0);
});

Deno.test("SinkPump refuses a queue without room", () => {
  const error = assertThrows(() => new PumpBench({ capacity: 0, write: () => {} }), RangeError);
  assertStringIncludes(error.message, "capacity must be an integer >= 1");
});
