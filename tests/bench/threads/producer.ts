import type { ToWorker } from "../../../lib/worker/messages.ts";
import type { WorkerScope } from "../../../lib/worker/worker_scope.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";
import { type Handover, makeHandover } from "../../../lib/worker/handover.ts";
import { ownerOffsetMs } from "../../../lib/worker/owner_time.ts";
import { type RingMemory, RingWriter } from "../../../lib/worker/shared_ring.ts";

/** What a producing thread is asked to do; each sample has a time, a channel and a value. */
export type Production =
  /** Records through a ring, without a reading around them. */
  | {
    readonly kind: "ring";
    readonly memory: RingMemory;
    readonly samples: number;
    readonly readClock: boolean;
    readonly publishEvery: number;
  }
  /** Whole readings, in columns that change hands. */
  | {
    readonly kind: "columns";
    readonly samples: number;
    readonly readClock: boolean;
    readonly batch: number;
  }
  /** Records through a ring, one each millisecond, with the owner's time. */
  | { readonly kind: "paced"; readonly memory: RingMemory; readonly samples: number }
  /** Messages, each acknowledged by a message. */
  | { readonly kind: "messages"; readonly samples: number };

/** What the producing thread is told. */
export type ToProducer =
  | Production
  | { readonly kind: "acknowledged" }
  | Extract<ToWorker, { readonly kind: "taken" | "time" }>;

// deno-lint-ignore no-explicit-any -- what the hand-over posts is its own matter
const scope = self as unknown as WorkerScope<ToProducer, any>;
let handover: Handover | undefined;
let answerTime: ((nowMs: number) => void) | undefined;
let acknowledge: (() => void) | undefined;

scope.onmessage = ({ data }): void => {
  switch (data.kind) {
    case "ring":
      return throughRing(data);
    case "columns":
      return void inColumns(data);
    case "paced":
      return void paced(data);
    case "messages":
      return void inMessages(data);
    case "acknowledged":
      return acknowledge?.();
    case "taken":
      return handover?.taken(data.batches);
    case "time":
      return answerTime?.(data.nowMs);
  }
};

function throughRing(
  { memory, samples, readClock, publishEvery }: Extract<Production, { readonly kind: "ring" }>,
): void {
  const writer = new RingWriter(memory, "wait");
  const { cells } = writer;
  for (let sample = 0; sample < samples; sample++) {
    const at = writer.claim();
    cells[at] = readClock ? systemClock.nowMs() : sample;
    cells[at + 1] = 1;
    cells[at + 2] = sample;
    if (sample % publishEvery === 0) writer.publish();
  }
  writer.end();
}

async function inColumns(
  { samples, readClock, batch }: Extract<Production, { readonly kind: "columns" }>,
): Promise<void> {
  const out = handover = makeHandover(
    {
      ...{ rigUrl: "", data: undefined, periodMs: 1, maxLateMs: 1 },
      ...{ timeoutMs: undefined, count: undefined, overflow: "wait" },
      handover: { kind: "columns", readings: batch, ms: Infinity, batches: 8 },
    },
    (message, transfer = []) => scope.postMessage(message, transfer),
    () => {},
  );
  for (let seq = 0; seq < samples; seq++) {
    const monoMs = readClock ? systemClock.nowMs() : seq;
    const put = out.put({
      channel: "one",
      seq,
      value: seq,
      unit: "",
      wallMs: 0,
      monoMs,
      tookMs: 0,
      status: "good",
      reason: "ok",
    }, 0);
    if (put !== undefined) await put;
  }
  out.end();
}

async function paced(
  { memory, samples }: Extract<Production, { readonly kind: "paced" }>,
): Promise<void> {
  const offsetMs = await ownerOffsetMs(() =>
    new Promise((resolve) => {
      answerTime = resolve;
      scope.postMessage({ kind: "time?" });
    })
  );
  const writer = new RingWriter(memory, "wait");
  const never = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  let dueMs = systemClock.nowMs();
  for (let sample = 0; sample < samples; sample++) {
    dueMs += 1;
    Atomics.wait(never, 0, 0, Math.max(0, dueMs - systemClock.nowMs()));
    const at = writer.claim();
    writer.cells[at + 1] = 1;
    writer.cells[at + 2] = sample;
    writer.cells[at] = systemClock.nowMs() + offsetMs;
    writer.publish();
  }
  writer.end();
}

async function inMessages(
  { samples }: Extract<Production, { readonly kind: "messages" }>,
): Promise<void> {
  for (let sample = 0; sample < samples; sample++) {
    const acknowledged = new Promise<void>((resolve) => acknowledge = resolve);
    scope.postMessage({ kind: "sample", timeMs: systemClock.nowMs(), channel: 1, value: sample });
    await acknowledged;
  }
}
