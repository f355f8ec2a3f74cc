import {
  assert,
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../../deps/assert.ts";
import { acquireInWorker } from "../../../lib/worker/acquire_in_worker.ts";
import type { WorkerOptions } from "../../../lib/worker/worker_options.ts";
import { delay } from "../../../lib/base/delay.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";
import type { Reading } from "../../../lib/contract/reading.ts";

// Real threads: each test ends by a count of readings, or by its timeout.
const timeout = 20_000;

const rig = (name: string): URL => new URL(`./rigs/${name}.ts`, import.meta.url);

async function readingsOf(name: string, options: WorkerOptions): Promise<Reading<unknown>[]> {
  const readings = [];
  for await (const batch of acquireInWorker(rig(name), options)) readings.push(...batch);
  return readings;
}

/** A loop that is slower than its thread: it takes a few of the thread's periods. */
function slowBody(ms: number): Promise<void> {
  return delay(ms);
}

for (const handover of ["columns", "ring"] as const) {
  const options = { periodMs: 2, overflow: "wait", handover } as const;

  Deno.test({
    name:
      `acquireInWorker() by ${handover} gives each reading once, in order, values and faults kept`,
    timeout,
    async fn() {
      const startMs = systemClock.nowMs();
      const readings = await readingsOf("mixed", { ...options, count: 20 });
      const endMs = systemClock.nowMs();
      const of = (name: string) => readings.filter(({ channel }) => channel === name);
      const numbers = Array.from({ length: 20 }, (_, at) => at);
      assertEquals(of("counter").map(({ seq }) => seq), numbers);
      assertEquals(of("counter").map(({ value }) => value), numbers);
      assertEquals(of("state").map(({ value }) => value), numbers.map(() => "on"));
      const flaky = of("flaky");
      assertEquals(flaky.map(({ value }) => value === null), numbers.map((at) => at % 2 === 1));
      const fault = flaky[1]!.fault!;
      assertEquals([fault.code, fault.cause?.name, fault.cause?.cause?.message], [
        "reader.threw",
        "TypeError",
        "deep",
      ]);
      // Times are this thread's, as well as two threads can tell each other.
      for (const { monoMs } of readings) assert(monoMs > startMs - 1 && monoMs < endMs + 1);
    },
  });

  Deno.test({
    name:
      `acquireInWorker() by ${handover} ends its thread when the loop breaks or its signal aborts`,
    timeout,
    async fn() {
      for await (const _ of acquireInWorker(rig("mixed"), options)) break;
      const stop = new AbortController();
      let batches = 0;
      for await (const _ of acquireInWorker(rig("mixed"), { ...options, signal: stop.signal })) {
        if (++batches === 2) stop.abort(new Error("never seen"));
      }
      assertEquals(batches, 2);
    },
  });

  Deno.test({
    name:
      `acquireInWorker() by ${handover} counts what its rule drops, and every reading it keeps is whole`,
    timeout,
    async fn() {
      for (const overflow of ["drop-oldest", "drop-newest"] as const) {
        const acquisition = acquireInWorker(rig("mixed"), {
          periodMs: 0.5,
          overflow,
          handover,
          capacity: 4,
          batches: 1,
          batchMs: 1,
          count: 100,
        });
        const seen = { counter: 0, state: 0, flaky: 0 };
        let last = -1;
        for await (const batch of acquisition) {
          for (const { channel, seq, value, fault } of batch) {
            seen[channel as keyof typeof seen]++;
            if (channel === "counter") {
              assertEquals(value, seq);
              assert(seq > last);
              last = seq;
            } else if (channel === "state") assertEquals(value, "on");
            else assertEquals(value === null, fault !== undefined);
          }
          await slowBody(5);
        }
        const { readings, dropped } = acquisition.stats();
        assertEquals(readings, seen.counter + seen.state + seen.flaky);
        assertEquals(readings + dropped, 300);
        assert(dropped > 0);
      }
    },
  });

  Deno.test({
    name:
      `acquireInWorker() by ${handover} with "fail" throws queue.full when its loop is too slow`,
    timeout,
    async fn() {
      const error = await assertRejects(async () => {
        const slow = { ...options, overflow: "fail", capacity: 4, batches: 1, batchMs: 1 } as const;
        for await (const _ of acquireInWorker(rig("mixed"), slow)) {
          await slowBody(50);
        }
      }, ReadoutError);
      assertEquals(error.code, "queue.full");
    },
  });
}

Deno.test({
  name: "acquireInWorker() runs several threads side by side",
  timeout,
  async fn() {
    const starts = [100, 200, 300];
    const all = await Promise.all(
      starts.map((start) =>
        readingsOf("given", { periodMs: 2, overflow: "wait", count: 10, data: start })
      ),
    );
    for (const [at, readings] of all.entries()) {
      assertEquals(
        readings.map(({ value }) => value),
        readings.map(({ seq }) => starts[at]! + seq),
      );
      assertEquals(readings.length, 10);
    }
  },
});

for (
  const [name, what] of [
    ["no_channels", 'should export "channels"'],
    ["throws", "thrown while loading"],
    ["missing", "missing.ts"],
    ["dies", "died"],
    ["wedged", "has not advanced for 600 ms"],
  ] as const
) {
  Deno.test({
    name: `acquireInWorker() of a rig that ${name} is worker.failed, not silence`,
    timeout,
    async fn() {
      const options = { periodMs: 2, overflow: "wait", deadAfterMs: 600 } as const;
      const error = await assertRejects(() => readingsOf(name, options), ReadoutError);
      assertEquals(error.code, "worker.failed");
      assertStringIncludes(error.message, what);
    },
  });
}

Deno.test({
  name: "acquireInWorker() starts a failed worker again, and goes on",
  timeout,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const failures: string[] = [];
      const acquisition = acquireInWorker(rig("dies_once"), {
        periodMs: 2,
        batchMs: 1,
        overflow: "wait",
        count: 10,
        data: `${folder}/marker`,
        restarts: 1,
        onRestart: ({ code }) => void failures.push(code),
      });
      const values = [];
      for await (const batch of acquisition) {
        values.push(...Array.from(batch, ({ value }) => value));
      }
      assertEquals(values.slice(-10), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      assertEquals([failures, acquisition.stats().restarts], [["worker.failed"], 1]);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test({
  name: "acquireInWorker() gives up a worker that fails again and again, at its limit",
  timeout,
  async fn() {
    const acquisition = acquireInWorker(rig("dies"), {
      periodMs: 2,
      overflow: "wait",
      restarts: 2,
    });
    await assertRejects(
      async () => {
        for await (const _ of acquisition);
      },
      ReadoutError,
      "died",
    );
    assertEquals(acquisition.stats().restarts, 2);
  },
});

Deno.test({
  name: "acquireInWorker() disposes of the rig when it ends",
  timeout,
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const options = { periodMs: 2, overflow: "wait", data: `${folder}/note` } as const;
      for await (const _ of acquireInWorker(rig("disposed"), options)) break;
      assertEquals(await Deno.readTextFile(`${folder}/note`), "disposed");
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});

Deno.test("acquireInWorker() that has already been aborted starts no thread", async () => {
  const options = { periodMs: 2, overflow: "wait", signal: AbortSignal.abort() } as const;
  assertEquals(await readingsOf("mixed", options), []);
});

Deno.test("acquireInWorker() refuses a relative URL and a period that no thread can keep, at once", () => {
  const options = { periodMs: 1, overflow: "wait" } as const;
  assertThrows(() => acquireInWorker("./rig.ts", options), TypeError);
  for (const periodMs of [0.05, 0, NaN]) {
    assertThrows(() => acquireInWorker(rig("mixed"), { ...options, periodMs }), RangeError);
  }
});
