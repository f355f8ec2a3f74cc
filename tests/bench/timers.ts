import type { Reading } from "../../lib/contract/reading.ts";
import { poll } from "../../lib/acquisition/poll.ts";
import { systemClock } from "../../lib/base/system_clock.ts";
import { channel } from "../../lib/channel/channel.ts";
import { acquireInWorker } from "../../lib/worker/acquire_in_worker.ts";
import { Peer } from "./peers/peer.ts";

const RIG = new URL("./threads/instant_rig.ts", import.meta.url);
const PERIODS_MS = [1, 10, 100];
/** How many times C's lateness counts as the same. */
const NOISE = 1.3;

/** How a timer kept its grid. */
interface Kept {
  /** Points of the grid that were served, of those that passed. */
  readonly share: number;
  /** How late each was, in order, in us. */
  readonly lateUs: readonly number[];
}

type Timer = (periodMs: number, ticks: number) => Promise<Kept>;

/**
 * How well timers keep a grid: ours, Deno's, Python's and the system's own. Each runs for the
 * seconds in the environment variable `BENCH_SECONDS`; without it, for 2.
 */
export async function run(): Promise<void> {
  const seconds = Number(Deno.env.get("BENCH_SECONDS") ?? 2);
  const folder = await Deno.makeTempDir();
  try {
    await using c = await Peer.startC("timer.c", folder);
    await using python = await Peer.startPython("timer.py");
    for (const periodMs of PERIODS_MS) {
      const timers: Record<string, Timer | undefined> = {
        "C clock_nanosleep(TIMER_ABSTIME)": c && askPeer(c),
        "Readout, acquireInWorker()": acquired,
        ...(periodMs < systemClock.finestPeriodMs! ? {} : { "Readout, poll()": polled }),
        "Deno setInterval()": interval,
        "Python threading.Timer": python && askPeer(python),
      };
      await measure(periodMs, seconds, timers);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function measure(
  periodMs: number,
  seconds: number,
  timers: Readonly<Record<string, Timer | undefined>>,
): Promise<void> {
  console.log(`### A timer of ${periodMs} ms for ${seconds} s\n`);
  console.log("| variant | ticks kept | drift, ms | late, us: half | 99 % | worst |");
  console.log("| --- | ---: | ---: | ---: | ---: | ---: |");
  const p99 = new Map<string, number>();
  let ours: Kept | undefined;
  for (const [name, timer] of Object.entries(timers)) {
    if (timer === undefined) continue; // its lack has been said
    const kept = await timer(periodMs, Math.round(seconds * 1_000 / periodMs));
    const [half, most, worst] = percentiles(kept.lateUs, [0.5, 0.99, 1]);
    p99.set(name, most!);
    if (timer === acquired) ours = kept;
    const figures = [percent(kept.share), driftMs(kept).toFixed(2), ...[half, most, worst].map(us)];
    console.log(`| ${name} | ${figures.join(" | ")} |`);
  }
  console.log();
  if (ours === undefined) return;
  const isKept = ours.share === 1 && Math.abs(driftMs(ours)) < periodMs / 2;
  console.log(
    `Goal: acquireInWorker(): every tick, no drift: ${verdict(isKept)}, ${percent(ours.share)}`,
  );
  const best = p99.get("C clock_nanosleep(TIMER_ABSTIME)");
  if (best !== undefined && periodMs === 1) { // the longer ones have too few ticks
    const ratio = p99.get("Readout, acquireInWorker()")! / best;
    const text = `${verdict(ratio <= NOISE)}, ${ratio.toFixed(2)}x`;
    console.log(`Goal: acquireInWorker(): 99 % no later than C's (up to ${NOISE}x): ${text}`);
  }
  console.log();
}

function askPeer(peer: Peer): Timer {
  return async (periodMs, ticks) => {
    const [kept, ...lateUs] = await peer.ask(periodMs, ticks);
    return { share: Math.min(1, kept! / ticks), lateUs };
  };
}

async function acquired(periodMs: number, ticks: number): Promise<Kept> {
  const readings: Reading<unknown>[] = [];
  for await (const batch of acquireInWorker(RIG, { periodMs, count: ticks, overflow: "wait" })) {
    readings.push(...batch);
  }
  return onGrid(readings, periodMs);
}

async function polled(periodMs: number, ticks: number): Promise<Kept> {
  const readings: Reading<unknown>[] = [];
  const one = channel("one", "", () => 1);
  for await (const reading of poll(one, { periodMs, count: ticks })) readings.push(reading);
  return onGrid(readings, periodMs);
}

/** The grid starts with the first reading, or a little earlier if a later one was more punctual. */
function onGrid(readings: readonly Reading<unknown>[], periodMs: number): Kept {
  let tick = -1;
  const sinceMs = readings.map(({ monoMs, missedTicks = 0 }) => {
    tick += missedTicks + 1;
    return monoMs - tick * periodMs;
  });
  const startMs = sinceMs.reduce((least, ms) => Math.min(least, ms));
  const lateUs = sinceMs.map((ms) => 1_000 * (ms - startMs));
  return { share: readings.length / (tick + 1), lateUs };
}

function interval(periodMs: number, ticks: number): Promise<Kept> {
  const lateUs: number[] = [];
  const startMs = systemClock.nowMs();
  return new Promise((resolve) => {
    const id = setInterval(() => {
      const sinceMs = systemClock.nowMs() - startMs;
      lateUs.push(1_000 * (sinceMs - (lateUs.length + 1) * periodMs));
      if (sinceMs < ticks * periodMs) return;
      clearInterval(id);
      resolve({ share: Math.min(1, lateUs.length / ticks), lateUs });
    }, periodMs);
  });
}

/** How late it is in the end: half of its last ten ticks are later. */
function driftMs({ lateUs }: Kept): number {
  return percentiles(lateUs.slice(-10), [0.5])[0]! / 1_000;
}

function percentiles(values: readonly number[], shares: readonly number[]): readonly number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return shares.map((share) => sorted[Math.round(share * (sorted.length - 1))]!);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

function us(figure: number | undefined): string {
  return figure === undefined ? "" : figure.toFixed(figure < 10 ? 1 : 0);
}

function verdict(isKept: boolean): string {
  return isKept ? "kept" : "missed";
}
