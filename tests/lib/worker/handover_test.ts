import { assertEquals, assertThrows } from "../../deps/assert.ts";
import type { Overflow } from "../../../lib/contract/overflow.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
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

Deno.test('by columns with "fail", all readings up to the failure are handed over', () => {
  const posted: number[] = [];
  const post = (message: FromWorker): void => {
    if (message.kind === "columns") posted.push(message.length);
  };
  const out = makeHandover(job("fail"), post, () => {});
  for (let seq = 0; seq < 3; seq++) out.put(reading(seq), 0);
  assertThrows(() => out.put(reading(3), 0), ReadoutError, "no room");
  assertEquals(posted, [2]);
  out.end();
  assertEquals(posted, [2, 2]);
});
