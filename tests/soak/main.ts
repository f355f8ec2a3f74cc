import { delay } from "../../lib/base/delay.ts";
import { durationMs } from "../../lib/base/duration_ms.ts";
import { systemClock } from "../../lib/base/system_clock.ts";
import { startRig } from "../../lib/rig/run_rig.ts";
import { CountingClock } from "../../lib/rig/simulate/counting_clock.ts";
import { ListenerCount } from "./listener_count.ts";
import { served, soakRig, soakSinks } from "./soak_rig.ts";

// A rig at fifty times the usual rate, on real sockets, with faults, for an hour or as long as is said:
//   deno run -A --v8-flags=--expose-gc tests/soak/main.ts --for 1h
// Ends with 1 if something grows.

const SAMPLES = 120;
const HOUR_MS = 3_600_000;
/** The most that the heap may grow by, in MB an hour. */
const MOST_MB_PER_H = 1;

interface Sample {
  readonly atH: number;
  readonly heapMB: number;
  readonly rssMB: number;
  readonly files: number;
  readonly timers: number;
  readonly listeners: number;
}

const { gc } = globalThis as { gc?: () => void };
const forMs = Deno.args[0] === "--for" ? durationMs(Deno.args[1] ?? "") : undefined;
if (gc === undefined || forMs === undefined) {
  console.error("Use: deno run -A --v8-flags=--expose-gc tests/soak/main.ts --for 1h");
  Deno.exit(2);
}
const listeners = new ListenerCount();
const clock = new CountingClock(systemClock);
const stop = new AbortController();
const devices = await served(stop.signal);
let readings = 0;
let bad = 0;
const running = await startRig(soakRig(devices), {
  ...{ clock, signal: stop.signal, sinks: soakSinks(), selfEveryMs: 1_000 },
  onReading({ status }) {
    readings++;
    if (status === "bad") bad++;
  },
});
const outages = outagesOf(stop.signal);
const startMs = clock.nowMs();
const samples: Sample[] = [];
for (let sample = 0; sample < SAMPLES; sample++) {
  await delay(forMs / SAMPLES, { clock: systemClock });
  samples.push(await measured());
  if (sample % 4 === 3) console.log(JSON.stringify({ ...samples.at(-1), readings, bad }));
}
stop.abort("it is over");
const { why, health } = await running.ended;
await outages;
for (const device of devices) await device[Symbol.asyncDispose]();
await judge(why, health.sinks);

/** Each instrument goes away for a moment now and then. */
async function outagesOf(signal: AbortSignal): Promise<void> {
  for (let turn = 0; !signal.aborted; turn++) {
    const device = devices[turn % devices.length]!;
    try {
      await delay(7_000, { clock: systemClock, signal });
      device.refuse();
      await device.hangUp();
      await delay(1_000, { clock: systemClock, signal });
    } catch {
      return; // it is over
    }
    device.admit();
  }
}

async function measured(): Promise<Sample> {
  for (let time = 0; time < 3; time++) {
    gc!();
    await delay(10, { clock: systemClock }); // what was waited for goes with the next one
  }
  const { heapUsed, rss } = Deno.memoryUsage();
  return {
    atH: (clock.nowMs() - startMs) / HOUR_MS,
    heapMB: heapUsed / 1e6,
    rssMB: rss / 1e6,
    files: [...Deno.readDirSync("/proc/self/fd")].length,
    timers: clock.pendingTimers,
    listeners: listeners.count,
  };
}

/** Looks whether anything grows after the first sixth: the line through the samples, and its ends. */
async function judge(why: string, sinks: readonly object[]): Promise<void> {
  const warm = samples.slice(SAMPLES / 6);
  const slope = (what: keyof Sample): number => {
    return slopeOf(warm.map(({ atH }) => atH), warm.map((sample) => sample[what]));
  };
  const slopesPerH = { heapMB: slope("heapMB"), rssMB: slope("rssMB") };
  const ends = (["files", "timers", "listeners"] as const).map((what) => {
    const third = Math.floor(warm.length / 3);
    const [first, last] = [warm.slice(0, third), warm.slice(-third)].map((part) => {
      return part.map((sample) => sample[what]).sort((a, b) => a - b)[Math.floor(third / 2)]!;
    });
    return { what, first: first!, last: last! };
  });
  await delay(1_000, { clock: systemClock });
  const left = await measured();
  console.log(
    JSON.stringify({ why, readings, bad, slopesPerH, medians: ends, left, sinks }),
  );
  const grows = [
    ...(slopesPerH.heapMB < MOST_MB_PER_H ? [] : ["heap"]),
    ...ends.filter(({ first, last }) => last > first + 2).map(({ what }) => what),
    ...(left.timers > 0 ? ["timers that are left at the end"] : []),
  ];
  console.log(grows.length === 0 ? "nothing grows" : `GROWS: ${grows.join(", ")}`);
  Deno.exitCode = grows.length === 0 ? 0 : 1;
}

/** The slope of the line through points that is nearest to them. */
function slopeOf(at: readonly number[], values: readonly number[]): number {
  const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;
  const [middle, level] = [mean(at), mean(values)];
  const over = at.reduce((sum, it, i) => sum + (it - middle) * (values[i]! - level), 0);
  return over / at.reduce((sum, it) => sum + (it - middle) ** 2, 0);
}
