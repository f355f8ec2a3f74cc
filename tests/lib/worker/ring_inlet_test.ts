import { assertEquals } from "../../deps/assert.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import { nextTurn, systemClock } from "../../../lib/base/system_clock.ts";
import { COLUMNS, type Extra, ReadingBatch } from "../../../lib/worker/reading_batch.ts";
import { writeReading } from "../../../lib/worker/reading_cells.ts";
import { RingInlet } from "../../../lib/worker/ring_inlet.ts";
import { ringMemory, RingWriter } from "../../../lib/worker/shared_ring.ts";

const times = { wallMs: 0, monoMs: 0, tookMs: 0 };

/** An inlet, and a producer on the same thread. */
function rig(onBatch: (batch: ReadingBatch, taken: () => void) => void) {
  const memory = ringMemory(8, COLUMNS.length);
  const writer = new RingWriter(memory, "wait");
  const inlet = new RingInlet(memory, [{ name: "a", unit: "" }], onBatch);
  return {
    inlet,
    /** Writes a reading; its extra, if it has one, is still on its way. */
    write(reading: Reading<unknown>): Extra | undefined {
      const extra = writeReading(reading, 0, writer.cells, writer.claim(), 1);
      writer.publish();
      return extra;
    },
  };
}

Deno.test("RingInlet hands on what is in the ring when its producer has gone, and then is drained", async () => {
  const values: unknown[] = [];
  let takeFirst = (): void => {};
  const { inlet, write } = rig((batch, taken) => {
    values.push(...Array.from(batch, ({ value }) => value));
    if (values.length === 1) takeFirst = taken;
    else taken();
  });
  const good = { channel: "a", unit: "", ...times, status: "good", reason: "ok" } as const;
  write({ ...good, seq: 0, value: 0 });
  await nextTurn();
  for (let seq = 1; seq < 5; seq++) write({ ...good, seq, value: seq });
  inlet.finish();
  takeFirst();
  await inlet.drained;
  assertEquals(values, [0, 1, 2, 3, 4]);
});

Deno.test("RingInlet keeps the fault of an uncertain reading, and waits for no number twice", async () => {
  const readings: Reading<unknown>[] = [];
  const { inlet, write } = rig((batch, taken) => {
    readings.push(...batch);
    taken();
  });
  const letGo = systemClock.timer(10_000, () => {}); // as a producer's thread does: it is alive
  const fault = { code: "timeout.total", name: "ReadoutError", message: "no answer" } as const;
  const held = { channel: "a", unit: "", seq: 7, ...times, value: 3, fault } as const;
  // A channel that numbers two readings alike is wrong, but must not stop the loop.
  for (let read = 0; read < 2; read++) {
    inlet.extra(write({ ...held, status: "uncertain", reason: "held" })!);
  }
  inlet.finish();
  await inlet.drained;
  letGo();
  assertEquals(readings.map(({ value, fault }) => [value, fault?.code]), [
    [3, "timeout.total"],
    [3, "timeout.total"],
  ]);
});

Deno.test("RingInlet that leaves as a batch is being made up is drained", async () => {
  const { inlet, write } = rig(() => {}); // nobody takes the batch
  const text = { channel: "a", unit: "", seq: 0, ...times, value: "on" } as const;
  const extra = write({ ...text, status: "good", reason: "ok" })!;
  await nextTurn(); // it waits for the text
  inlet.leave();
  inlet.extra(extra);
  await inlet.drained;
});
