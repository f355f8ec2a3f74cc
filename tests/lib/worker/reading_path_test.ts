import { assertEquals } from "../../deps/assert.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import { COLUMNS, type Extra, ReadingBatch } from "../../../lib/worker/reading_batch.ts";
import { writeReading } from "../../../lib/worker/reading_cells.ts";

const base = { channel: "a", unit: "V", seq: 0, wallMs: 1, monoMs: 2, tookMs: 3 } as const;
const good = { ...base, value: 4, status: "good", reason: "ok" } as const;

/** A reading as it is after it has been through columns, and whether it needed an extra. */
function through(reading: Reading<unknown>): { after: Reading<unknown>; extra: Extra | undefined } {
  const cells = new Float64Array(COLUMNS.length);
  const extra = writeReading(reading, 0, cells, 0, 1);
  const batch = new ReadingBatch(
    [{ name: "a", unit: "V" }],
    cells,
    1,
    () => structuredClone(extra),
  );
  return { after: batch.at(0), extra };
}

Deno.test("a reading's path, uncertainty and age survive a batch", () => {
  for (
    const reading of [
      good,
      { ...good, path: "first" },
      { ...good, path: "retry#2" },
      { ...good, path: "backup:dmm2 adjusted:range" },
      { ...good, path: "first", value: "text" },
      { ...good, uncertainty: 0.1 },
      { ...good, path: "first", ageMs: 0 },
      {
        ...base,
        value: 4,
        status: "uncertain",
        reason: "held",
        path: "held",
        uncertainty: 1,
        ageMs: 5,
      },
    ] satisfies Reading<unknown>[]
  ) assertEquals(through(reading).after, reading);
});

Deno.test("a reading of the first attempt needs nothing besides its columns", () => {
  assertEquals(through({ ...good, path: "first" }).extra, undefined);
  assertEquals(through(good).extra, undefined);
});
