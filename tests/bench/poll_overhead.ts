import { poll } from "../../lib/acquisition/poll.ts";
import { nextTurn, systemClock } from "../../lib/base/system_clock.ts";
import { channel } from "../../lib/channel/channel.ts";
import type { Channel } from "../../lib/contract/channel.ts";
import type { Clock } from "../../lib/contract/clock.ts";
import { compare, usPerOp } from "./rounds.ts";

const CHANNELS = 1_000;
const CHANNELS_IN_REAL_TIME = 1_200;
const PERIOD_MS = 10;
const TICKS = 20;
/** Readings per second that the event loop has to carry. */
const GOAL = 100_000;

/** Time that jumps to the next timer, so that a poll is all work and no waiting. */
function jumpingClock(): Clock {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    wallMs: () => nowMs,
    timer(ms, callback) {
      let cancelled = false;
      nextTurn().then(() => {
        if (cancelled) return;
        nowMs += ms;
        callback();
      });
      return () => cancelled = true;
    },
  };
}

function channels(
  reader: () => number | Promise<number>,
  length = CHANNELS,
): Channel<number>[] {
  return Array.from({ length }, (_, i) => channel(`channel ${i}`, "V", reader));
}

async function pollAll(list: readonly Channel<number>[]): Promise<void> {
  let readings = 0;
  for await (
    const _ of poll(list, { periodMs: PERIOD_MS, count: TICKS, clock: jumpingClock() })
  ) readings++;
  if (readings !== CHANNELS * TICKS) throw new Error(`poll gave ${readings} readings`);
}

async function* bareGenerator(reader: () => number | Promise<number>) {
  for (let tick = 0; tick < TICKS; tick++) {
    await nextTurn();
    for (let i = 0; i < CHANNELS; i++) yield { channel: `channel ${i}`, value: await reader() };
  }
}

async function generateAll(reader: () => number | Promise<number>): Promise<void> {
  for await (const _ of bareGenerator(reader));
}

/** What polling costs for each reading, and whether 1200 channels at 100 Hz keep their grid. */
export async function run(): Promise<void> {
  const later = () => Promise.resolve(1);
  const now = () => 1;
  const asynchronous = channels(later);
  const synchronous = channels(now);
  const readings = CHANNELS * TICKS;
  await compare({
    title: `Polling ${CHANNELS} channels, per reading (no waiting)`,
    baseline: "bare async generator, async reader",
    variants: {
      "bare async generator, async reader": () => usPerOp(readings, () => generateAll(later)),
      "bare async generator, sync reader": () => usPerOp(readings, () => generateAll(now)),
      "Readout: poll(), async reader": () => usPerOp(readings, () => pollAll(asynchronous)),
      "Readout: poll(), sync reader": () => usPerOp(readings, () => pollAll(synchronous)),
    },
  });
  await realTime(channels(later, CHANNELS_IN_REAL_TIME));
}

async function realTime(list: readonly Channel<number>[]): Promise<void> {
  const startMs = systemClock.nowMs();
  const polling = poll(list, { periodMs: PERIOD_MS, count: 100 });
  let readings = 0;
  for await (const _ of polling) readings++;
  const tookMs = systemClock.nowMs() - startMs;
  const missed = [...polling.stats().missedTicks.values()].reduce((sum, ticks) => sum + ticks, 0);
  console.log(
    `In real time: ${list.length} channels at ${1_000 / PERIOD_MS} Hz: ` +
      `${readings} readings in ${tookMs.toFixed(0)} ms, ${missed} points missed`,
  );
  const perSecond = Math.round(1_000 * readings / tookMs);
  const verdict = perSecond >= GOAL ? "kept" : "missed";
  console.log(`Goal: at least ${GOAL} readings a second: ${verdict}, ${perSecond}\n`);
}
