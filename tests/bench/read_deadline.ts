import { delay } from "../../lib/base/delay.ts";
import { channel } from "../../lib/channel/channel.ts";
import { compare, usPerOp } from "./rounds.ts";

const READS = 10_000;
const TIMEOUT_MS = 100;
const reader = (): Promise<number> => Promise.resolve(4.2);

/** What a deadline costs that is always met: ours against the usual ways to write one. */
const VARIANTS = {
  "bare await, no deadline": () => reader,
  "Readout: channel.tryRead({ timeoutMs })": () => {
    const volts = channel("volts", "V", reader);
    return () => volts.tryRead({ timeoutMs: TIMEOUT_MS });
  },
  "Readout, with a signal": () => {
    const volts = channel("volts", "V", reader);
    const { signal } = new AbortController();
    return () => volts.tryRead({ timeoutMs: TIMEOUT_MS, signal });
  },
  "Promise.race, setTimeout + clearTimeout": () => withTimer,
  "Promise.race, AbortSignal.timeout + any": () => {
    const { signal } = new AbortController();
    return () => withSignal(signal);
  },
} satisfies Record<string, () => () => Promise<unknown>>;

async function withTimer(): Promise<number> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("late")), TIMEOUT_MS);
  });
  try {
    return await Promise.race([reader(), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function withSignal(user: AbortSignal): Promise<number> {
  const signal = AbortSignal.any([user, AbortSignal.timeout(TIMEOUT_MS)]);
  const { promise: late, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener("abort", onAbort);
  try {
    return await Promise.race([reader(), late]);
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

/** Time and retained memory of a read with a deadline. */
export async function run(): Promise<void> {
  const entries = Object.entries(VARIANTS);
  await compare({
    title: `A read with a deadline that is met, ${READS} reads a round`,
    baseline: "bare await, no deadline",
    variants: Object.fromEntries(entries.map(([name, prepare]) => [name, async () => {
      const figure = await usPerOp(READS, loop(prepare()));
      await settle();
      return figure;
    }])),
  });
  console.log(`### What ${READS} reads leave behind until their deadlines have passed\n`);
  console.log("| variant | kB per 1000 reads |\n| --- | ---: |");
  for (const [name, prepare] of entries) {
    console.log(`| ${name} | ${(await retainedKb(loop(prepare()))).toFixed(1)} |`);
    await settle();
  }
  console.log();
}

function loop(read: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    for (let i = 0; i < READS; i++) await read();
  };
}

/** Lets what waits for its deadline reach it, so that it is not the next variant's burden. */
function settle(): Promise<void> {
  return delay(2 * TIMEOUT_MS);
}

async function retainedKb(batch: () => Promise<void>): Promise<number> {
  await batch(); // warm
  await settle();
  const before = heapBytes();
  await batch();
  return (heapBytes() - before) / 1_024 / (READS / 1_000);
}

function heapBytes(): number {
  (globalThis as { gc?: () => void }).gc?.(); // `deno task bench` exposes it
  return Deno.memoryUsage().heapUsed;
}
