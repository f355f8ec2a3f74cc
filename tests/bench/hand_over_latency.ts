import { systemClock } from "../../lib/base/system_clock.ts";
import { acquireInWorker } from "../../lib/worker/acquire_in_worker.ts";
import { ringMemory, RingReader } from "../../lib/worker/shared_ring.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal } from "./rounds.ts";
import { ProducerThread } from "./threads/producer_thread.ts";

const SAMPLES = 500;
const STRIDE = 3; // time, channel, value
const RIG = new URL("./threads/instant_rig.ts", import.meta.url);

/** How old a sample is when the other thread has it, if there is one each millisecond. */
export async function run(): Promise<void> {
  await using peer = await Peer.startPython("hand_over.py");
  if (peer === undefined) return;
  using thread = new ProducerThread();
  const worst = new Map<string, number>();

  function noted(name: string, sortedUs: readonly number[]): number {
    worst.set(name, Math.max(worst.get(name) ?? 0, sortedUs[1]!));
    return sortedUs[0]!;
  }

  const rows = await compare({
    title: "From thread to thread at 1 kHz: half of the samples are younger than",
    figure: "us",
    baseline: "Python queue.Queue",
    variants: {
      "Python queue.Queue": async () =>
        noted("Python queue.Queue", await peer.ask("latency_at_1_khz", SAMPLES)),
      "Readout, ring": async () => noted("Readout, ring", await throughRing(thread)),
      "Readout, acquireInWorker(), from the read's start": async () =>
        noted("Readout, acquireInWorker(), from the read's start", await acquired()),
    },
  });
  for (const [name, us] of worst) {
    console.log(`99 % within, worst round: ${name}: ${us.toFixed(0)} us`);
  }
  console.log();
  sayGoal(rows, "Readout, ring", "at most 1.3x queue.Queue's", { most: 1.3 });
  console.log();
}

async function throughRing(thread: ProducerThread): Promise<readonly number[]> {
  const memory = ringMemory(1_024, STRIDE);
  const reader = new RingReader(memory);
  const records = new Float64Array(1_024 * STRIDE);
  const ageUs: number[] = [];
  thread.onMessage = ({ kind }: { kind: string }): void => {
    if (kind === "time?") thread.post({ kind: "time", nowMs: systemClock.nowMs() });
  };
  thread.post({ kind: "paced", memory, samples: SAMPLES });
  while (!reader.ended) {
    await reader.wait();
    const count = reader.take(records);
    const nowMs = systemClock.nowMs();
    for (let at = 0; at < count * STRIDE; at += STRIDE) ageUs.push(1_000 * (nowMs - records[at]!));
  }
  return halfAndMost(ageUs);
}

async function acquired(): Promise<readonly number[]> {
  const ageUs: number[] = [];
  const options = { periodMs: 1, count: SAMPLES, overflow: "wait", handover: "ring" } as const;
  for await (const batch of acquireInWorker(RIG, options)) {
    const nowMs = systemClock.nowMs();
    for (const monoMs of batch.column("monoMs")) ageUs.push(1_000 * (nowMs - monoMs));
  }
  return halfAndMost(ageUs);
}

/** What half of the values, and 99 % of them, are below. */
function halfAndMost(values: readonly number[]): readonly number[] {
  if (values.length !== SAMPLES) throw new Error("samples are lost");
  const sorted = values.toSorted((a, b) => a - b);
  return [0.5, 0.99].map((share) => sorted[Math.round(share * (SAMPLES - 1))]!);
}
