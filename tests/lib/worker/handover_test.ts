import { assertEquals, assertThrows } from "../../deps/assert.ts";
import type { Overflow } from "../../../lib/contract/overflow.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { COLUMNS } from "../../../lib/worker/reading_batch.ts";
import { makeHandover } from "../../../lib/worker/handover.ts";
import type { FromWorker, Job } from "../../../lib/worker/messages.ts";

function job(overflow: Overflow): Job {
  return {
    rigUrl: "",
    data: undefined,
    periodMs: 1,
    maxLateMs: 20,
    timeoutMs: undefined,
    count: undefined,
    overflow,
    handover: { kind: "columns", readings: 2, ms: 1_000, batches: 1 },
  };
}

function reading(seq: number): Reading<number> {
  const times = { wallMs: seq, monoMs: seq, tookMs: 0 };
  return { channel: "n", seq, unit: "", ...times, status: "good", reason: "ok", value: seq };
}

/** How many readings a message carries. */
function lengthOf(message: FromWorker): number {
  if (message instanceof Float64Array) return message.length / COLUMNS.length;
  return message.kind === "columns" ? message.length : 0;
}

Deno.test('by columns with "fail", all readings up to the failure are handed over', () => {
  const posted: number[] = [];
  const post = (message: FromWorker): void => void posted.push(lengthOf(message));
  const out = makeHandover(job("fail"), post, () => {});
  for (let seq = 0; seq < 3; seq++) out.put(reading(seq), 0);
  assertThrows(() => out.put(reading(3), 0), ReadoutError, "no room");
  assertEquals(posted, [2]);
  out.end();
  assertEquals(posted, [2, 2]);
});

Deno.test('by columns with "wait", a producer goes on when its batch has found room, not before', async () => {
  const posted: number[] = [];
  const out = makeHandover(job("wait"), (message) => void posted.push(lengthOf(message)), () => {});
  for (let seq = 0; seq < 3; seq++) assertEquals(out.put(reading(seq), 0), undefined);
  let went = false;
  const waiting = Promise.resolve(out.put(reading(3), 0)).then(() => went = true);
  await nextTurn();
  assertEquals([posted, went], [[2], false]);
  out.taken(1);
  await waiting;
  assertEquals(posted, [2, 2]);
});

Deno.test("a full batch of numbers travels bare, any other with what does not fit", () => {
  const posted: FromWorker[] = [];
  const out = makeHandover(job("wait"), (message) => void posted.push(message), () => {});
  out.put(reading(0), 0);
  out.put(reading(1), 0);
  out.taken(1);
  out.put({ ...reading(2), value: "on" } as Reading<unknown>, 0);
  out.end();
  const [bare, other] = posted;
  assertEquals(bare instanceof Float64Array, true);
  assertEquals(other, {
    kind: "columns",
    cells: (other as { cells: Float64Array<ArrayBuffer> }).cells,
    length: 1,
    extras: [{ channel: 0, seq: 2, value: "on" }],
  });
});
