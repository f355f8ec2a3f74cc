import { assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import { acquireInWorker } from "../../../lib/worker/acquire_in_worker.ts";
import { computeInWorker } from "../../../lib/worker/compute_in_worker.ts";
import type { WorkerOptions } from "../../../lib/worker/worker_options.ts";
import { delay } from "../../../lib/base/delay.ts";

// Real threads: each test ends by a count of readings, or by its timeout.
const timeout = 20_000;
const rig = new URL("./rigs/given.ts", import.meta.url);

Deno.test("acquireInWorker() refuses at once every number that makes no sense", () => {
  const wrong: readonly Partial<WorkerOptions>[] = [
    { capacity: 0 },
    { capacity: 1.5 },
    { capacity: 3, handover: "ring" },
    { batches: 0 },
    { batchMs: NaN },
    { count: -1 },
    { restarts: -1 },
    { timeoutMs: 0 },
    { maxLateMs: NaN },
    { deadAfterMs: 500 }, // an idle thread sleeps that long
  ];
  for (const one of wrong) {
    const options = { periodMs: 1, overflow: "wait", ...one } as const;
    assertThrows(() => acquireInWorker(rig, options), RangeError, Object.keys(one)[0]!);
  }
});

Deno.test({
  name: "acquireInWorker() with data that is not plain rejects once, and leaves no thread",
  timeout,
  async fn() {
    const acquisition = acquireInWorker(rig, { periodMs: 2, overflow: "wait", data: () => 1 });
    await assertRejects(() => acquisition.next(), DOMException, "cloned");
    assertEquals(await acquisition.next(), { done: true, value: undefined });
  },
});

Deno.test({
  name: "computeInWorker() with arguments that are not plain rejects, and leaves no thread",
  timeout,
  async fn() {
    await assertRejects(
      () => computeInWorker(rig, "channels", [() => 1]),
      DOMException,
      "cloned",
    );
  },
});

for (
  const [what, capacity] of [["waits for room", 4], ["has done all its work", 64]] as const
) {
  Deno.test({
    name: `acquireInWorker() by ring does not take a worker for dead that ${what}`,
    timeout,
    async fn() {
      const deadAfterMs = 600;
      const acquisition = acquireInWorker(rig, {
        periodMs: 1,
        overflow: "wait",
        handover: "ring",
        capacity,
        count: 20,
        deadAfterMs,
        data: 0,
      });
      const values = [];
      for await (const batch of acquisition) {
        values.push(...Array.from(batch, ({ value }) => value));
        if (values.length < 5) await delay(2 * deadAfterMs); // its loop is busy for long
      }
      assertEquals(values, Array.from({ length: 20 }, (_, at) => at));
    },
  });
}
