import { channel } from "../../lib/channel/channel.ts";
import { resilient } from "../../lib/policy/resilient.ts";
import {
  ExponentialBackoff,
  handleAll,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from "../deps/cockatiel.ts";
import { compare, usPerOp } from "./rounds.ts";

const READS = 10_000;
const ATTEMPT_MS = 1_000;
const reader = (): Promise<number> => Promise.resolve(4.2);

/** What it costs that a read could be repeated, when its first attempt succeeds. */
const VARIANTS = {
  "bare await, no policy": () => reader,
  "Readout: a channel": () => {
    const volts = channel("volts", "V", reader);
    return () => volts.tryRead();
  },
  "Readout: resilient()": () => {
    const volts = resilient(channel("volts", "V", reader), { retry: { max: 2 } });
    return () => volts.tryRead();
  },
  "Readout: resilient(), all of the plan": () => {
    const backup = channel("backup", "V", reader);
    const volts = resilient(channel("volts", "V", reader), {
      backup,
      breaker: {},
      hold: { by: "trend" },
      adjust: [{ name: "longer", attemptMs: 2_000 }],
    });
    return () => volts.tryRead();
  },
  "cockatiel 4.0.0: wrap(retry, timeout)": () => {
    const policy = wrap(
      retry(handleAll, { maxAttempts: 2, backoff: new ExponentialBackoff() }),
      timeout(ATTEMPT_MS, TimeoutStrategy.Aggressive),
    );
    return () => policy.execute(reader);
  },
} satisfies Record<string, () => () => Promise<unknown>>;

/** Time of a first read that is good. */
export async function run(): Promise<void> {
  const entries = Object.entries(VARIANTS);
  await compare({
    title: `A read whose first attempt is good, ${READS} reads a round`,
    baseline: "cockatiel 4.0.0: wrap(retry, timeout)",
    variants: Object.fromEntries(entries.map(([name, prepare]) => [name, () => {
      const read = prepare();
      return usPerOp(READS, async () => {
        for (let i = 0; i < READS; i++) await read();
      });
    }])),
  });
}
