import type { Channel } from "../lib/contract/channel.ts";
import type { Clock } from "../lib/contract/clock.ts";
import { seededRandom } from "../lib/base/seeded_random.ts";
import { ScpiInstrument } from "../lib/instrument/scpi.ts";
import { Link } from "../lib/link/link.ts";
import { resilient } from "../lib/policy/resilient.ts";
import { dmm } from "../lib/simulator/dmm/dmm.ts";
import type { FaultPlan } from "../lib/simulator/fault/fault_plan.ts";
import { serveLoopback } from "../lib/simulator/serve_loopback.ts";

/** What its channels are called. */
export interface MeterNames {
  /** The channel that survives faults. */
  readonly safe: string;
  /** The channel that does not. */
  readonly raw: string;
}

/** A simulated meter, being served and asked. */
export interface SimulatedMeter extends AsyncDisposable {
  /** Its voltage, read as one would read an instrument that matters: asked again, then held. */
  readonly safe: Channel<number>;
  /** The same voltage, with each fault a bad reading. */
  readonly raw: Channel<number>;
}

/**
 * Chosen so that, read twice a second, something goes wrong every few seconds, and the meter is gone
 * for a while about every half minute.
 */
const FAULTS: FaultPlan = {
  late: { rate: 0.015, ms: 400 },
  silent: { rate: 0.015 },
  garbled: { rate: 0.02 },
  away: { rate: 0.01, ms: 4_000 },
};
const SEED = 1049;

/** Far above the 20 ms that it takes to measure, and far below the time between two readings. */
const REPLY_TIMEOUT_MS = 100;

/**
 * Opens a meter that is simulated in memory and fails now and then, with its real link, protocol and
 * policies: what can be looked at without an instrument.
 */
export function openSimulatedMeter(names: MeterNames, clock: Clock): SimulatedMeter {
  const served = serveLoopback(dmm({ inputs: { VOLT: voltage() } }), {
    faults: FAULTS,
    random: seededRandom(SEED),
    clock,
  });
  const link = new Link({
    address: served.address,
    open: (options) => served.open(options),
    replyTimeoutMs: REPLY_TIMEOUT_MS,
    random: seededRandom(SEED),
    clock,
  });
  const meter = new ScpiInstrument(link, { errors: "never", clock });
  const volts = (name: string): Channel<number> => {
    return meter.number("MEAS:VOLT?", { name, unit: "V" });
  };
  return {
    raw: volts(names.raw),
    safe: resilient(volts(names.safe), {
      attemptMs: 300,
      retry: { max: 2, firstPauseMs: 20 },
      hold: { by: "trend", maxAgeMs: 10_000 },
      random: seededRandom(SEED),
      clock,
    }),
    async [Symbol.asyncDispose](): Promise<void> {
      await link[Symbol.asyncDispose]();
      await served[Symbol.asyncDispose]();
    },
  };
}

/** About 5 V that go up and down in 90 s, with some noise, by time in s. */
function voltage(): (timeS: number) => number {
  const random = seededRandom(SEED);
  return (timeS) => {
    const noise = random.next() + random.next() + random.next() - 1.5;
    return 5 + 0.4 * Math.sin(2 * Math.PI * timeS / 90) + 0.02 * noise;
  };
}
