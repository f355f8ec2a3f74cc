import { Outbox } from "../../lib/acquisition/outbox.ts";
import { systemClock } from "../../lib/base/system_clock.ts";
import { ringMemory, RingReader } from "../../lib/worker/shared_ring.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal } from "./rounds.ts";
import { ProducerThread } from "./threads/producer_thread.ts";

const SAMPLES = 100_000;
const SAMPLES_ACROSS = 5_000;
const OUTBOX = "Readout, Outbox.deliver(), one thread";

/** How many items a second can be handed over if each is acknowledged before the next. */
export async function run(): Promise<void> {
  await using peer = await Peer.startPython("hand_over.py");
  if (peer === undefined) return;
  using thread = new ProducerThread();

  const rows = await compare({
    rounds: 11,
    title: "Each item acknowledged before the next",
    figure: "items per second",
    baseline: "Python queue.Queue and Event, two threads",
    variants: {
      "Python queue.Queue and Event, two threads": () => peer.figure("acknowledged", 5_000),
      "Python asyncio.Queue and Event, one thread": () =>
        peer.figure("acknowledged_asyncio", 20_000),
      [OUTBOX]: delivered,
      "Readout, ring of one record, two threads": () => throughRing(thread),
      "Worker.postMessage() there and back, two threads": () => inMessages(thread),
    },
  });
  sayGoal(rows, OUTBOX, "at least 20x queue.Queue and Event", { least: 20 });
  console.log();
}

async function delivered(): Promise<number> {
  const outbox = new Outbox<{ timeMs: number; channel: number; value: number }>(16, "wait");
  let sum = 0;
  const consumer = (async () => {
    for await (const { value } of outbox) sum += value;
  })();
  const startMs = systemClock.nowMs();
  for (let value = 0; value < SAMPLES; value++) {
    await outbox.deliver({ timeMs: systemClock.nowMs(), channel: 1, value });
  }
  const tookMs = systemClock.nowMs() - startMs;
  outbox.close();
  await consumer;
  if (sum !== SAMPLES * (SAMPLES - 1) / 2) throw new Error("items are lost");
  return SAMPLES / tookMs * 1_000;
}

/** Room for one record, so that the next has to wait until the last has been taken. */
async function throughRing(thread: ProducerThread): Promise<number> {
  const memory = ringMemory(1, 3);
  const reader = new RingReader(memory);
  const record = new Float64Array(3);
  let taken = 0;
  const startMs = systemClock.nowMs();
  const samples = SAMPLES_ACROSS;
  thread.post({ kind: "ring", memory, samples, readClock: true, publishEvery: 1 });
  while (!reader.ended) {
    await reader.wait();
    taken += reader.take(record);
  }
  if (taken !== samples) throw new Error("records are lost");
  return samples / (systemClock.nowMs() - startMs) * 1_000;
}

async function inMessages(thread: ProducerThread): Promise<number> {
  let taken = 0;
  const startMs = systemClock.nowMs();
  await new Promise<void>((resolve) => {
    thread.onMessage = ({ kind }: { kind: string }): void => {
      if (kind !== "sample") return;
      thread.post({ kind: "acknowledged" });
      if (++taken === SAMPLES_ACROSS) resolve();
    };
    thread.post({ kind: "messages", samples: SAMPLES_ACROSS });
  });
  return SAMPLES_ACROSS / (systemClock.nowMs() - startMs) * 1_000;
}
