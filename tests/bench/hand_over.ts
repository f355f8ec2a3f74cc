import type { FromWorker } from "../../lib/worker/messages.ts";
import { systemClock } from "../../lib/base/system_clock.ts";
import { COLUMNS, ReadingBatch } from "../../lib/worker/reading_batch.ts";
import { Room } from "../../lib/worker/room.ts";
import { ringMemory, RingReader } from "../../lib/worker/shared_ring.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal } from "./rounds.ts";
import { ProducerThread } from "./threads/producer_thread.ts";

const SAMPLES = 300_000;
const BATCHES = 8;
const PEER_SAMPLES = 100_000;
const CAPACITY = 65_536; // of the ring, in records
const STRIDE = 3; // time, channel, value

/** How many samples a second go from one thread to another. */
export async function run(): Promise<void> {
  await using peer = await Peer.startPython("hand_over.py");
  if (peer === undefined) return;
  using thread = new ProducerThread();

  const withClock = await compare({
    rounds: 15,
    title: "From thread to thread, the clock read for each sample",
    figure: "samples per second",
    baseline: "Python queue.Queue",
    variants: {
      "Python queue.Queue": () => peer.figure("with_clock", PEER_SAMPLES),
      "Python queue.Queue, lists of 100": () => peer.figure("lists_of_100", PEER_SAMPLES),
      "Readout, ring": () => throughRing(thread, true, 1),
      "Readout, ring, published by 64": () => throughRing(thread, true, 64),
      "Readout, columns of 100": () => inColumns(thread, true, 100),
      "Readout, columns of 1000": () => inColumns(thread, true, 1_000),
    },
  });
  sayGoal(withClock, "Readout, ring", "at least 20x queue.Queue", { least: 20 });
  sayGoal(withClock, "Readout, columns of 100", "at least 15x queue.Queue", { least: 15 });
  console.log();

  const alone = await compare({
    rounds: 15,
    title: "From thread to thread, no clock read: the way alone",
    figure: "samples per second",
    baseline: "Python queue.Queue",
    variants: {
      "Python queue.Queue": () => peer.figure("without_clock", PEER_SAMPLES),
      "Readout, ring": () => throughRing(thread, false, 1),
      "Readout, ring, published by 64": () => throughRing(thread, false, 64),
      "Readout, columns of 100": () => inColumns(thread, false, 100),
      "Readout, columns of 1000": () => inColumns(thread, false, 1_000),
    },
  });
  const goal = "at least 100x queue.Queue";
  sayGoal(alone, "Readout, ring", goal, { least: 100 });
  sayGoal(alone, "Readout, ring, published by 64", goal, { least: 100 });
  console.log();
}

async function throughRing(
  thread: ProducerThread,
  readClock: boolean,
  publishEvery: number,
): Promise<number> {
  const memory = ringMemory(CAPACITY, STRIDE);
  const reader = new RingReader(memory);
  const records = new Float64Array(CAPACITY * STRIDE);
  let taken = 0;
  let sum = 0;
  const startMs = systemClock.nowMs();
  thread.post({ kind: "ring", memory, samples: SAMPLES, readClock, publishEvery });
  while (!reader.ended) {
    await reader.wait();
    const count = reader.take(records);
    for (let at = 2; at < count * STRIDE; at += STRIDE) sum += records[at]!;
    taken += count;
  }
  return perSecond(startMs, taken, sum);
}

async function inColumns(
  thread: ProducerThread,
  readClock: boolean,
  batch: number,
): Promise<number> {
  let taken = 0;
  let sum = 0;
  const startMs = systemClock.nowMs();
  await new Promise<void>((resolve) => {
    const room = new Room(BATCHES, (batches) => thread.post({ kind: "taken", batches }));
    thread.onMessage = (message: FromWorker): void => {
      if (!(message instanceof Float64Array)) throw new Error("a batch is not full");
      room.taken();
      const labels = [{ name: "one", unit: "" }];
      const length = message.length / COLUMNS.length;
      const readings = new ReadingBatch(labels, message, length, () => undefined);
      const values = readings.column("value");
      for (let at = 0; at < values.length; at++) sum += values[at]!;
      taken += readings.length;
      if (taken === SAMPLES) resolve();
    };
    thread.post({ kind: "columns", samples: SAMPLES, readClock, batch });
  });
  return perSecond(startMs, taken, sum);
}

function perSecond(startMs: number, taken: number, sum: number): number {
  const tookMs = systemClock.nowMs() - startMs;
  if (taken !== SAMPLES || sum !== SAMPLES * (SAMPLES - 1) / 2) throw new Error("samples are lost");
  return taken / tookMs * 1_000;
}
