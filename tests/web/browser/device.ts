import type { Channel } from "../../../lib/contract/channel.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import type { ReadPath } from "../../../lib/contract/reading.ts";
import { resilient } from "../../../lib/policy/resilient.ts";
import { channel } from "../../../lib/channel/channel.ts";
import { VirtualClock } from "../../../lib/testing/mod.ts";
import { type Monitor, openMonitor } from "../../../web/main.ts";

/** What a test's device answers next: a value, or the message of a fault. */
export type Answer = number | string | boolean | { readonly fault: string };

/** A channel that answers what the test says, until it says something else. */
export interface Said {
  readonly name: string;
  readonly unit?: string;
  /** By which path every answer comes. */
  readonly path?: ReadPath;
  /** Whether predictions stand in for its faults, for so long in ms. */
  readonly holdMs?: number;
  answer: Answer;
}

const PERIOD_MS = 1_000;
/** Longer than a reading waits for others to travel with it. */
const SENT_MS = 200;

/**
 * A page on which time stands still until the test moves it: an hour of readings takes no time, and
 * how many there are is known.
 */
export class Device implements AsyncDisposable {
  readonly clock: VirtualClock;
  readonly #monitor: Monitor;

  private constructor(clock: VirtualClock, monitor: Monitor) {
    this.clock = clock;
    this.#monitor = monitor;
  }

  /** Polls what is said every second, and serves the page: at a free port if none is named. */
  static async serve(
    said: readonly Said[],
    { port = 0, clock = new VirtualClock() } = {},
  ): Promise<Device> {
    const channels = said.map((it) => toChannel(it, clock));
    const options = { channels, periodMs: PERIOD_MS, port, exactPort: true, clock };
    const device = new Device(clock, await openMonitor(options));
    await clock.advance(SENT_MS); // the first reading is sent
    return device;
  }

  /** Where the page is. */
  get url(): string {
    return this.#monitor.url;
  }

  /** The port of the page. */
  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** Lets so many points of the grid pass, and lets their readings go out. */
  async read(ticks: number): Promise<void> {
    await this.clock.advance(ticks * PERIOD_MS);
  }

  /** Stops it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#monitor[Symbol.asyncDispose]();
  }
}

function toChannel(said: Said, clock: VirtualClock): Channel<number | string | boolean> {
  const { path, holdMs } = said;
  const own = channel(said.name, said.unit ?? "", () => {
    const { answer } = said;
    if (typeof answer !== "object") return answer;
    throw new ReadoutError("source.failed", answer.fault);
  }, { clock });
  if (holdMs !== undefined) {
    return resilient(own, { hold: { by: "trend", maxAgeMs: holdMs }, clock });
  }
  if (path === undefined) return own;
  return {
    name: own.name,
    unit: own.unit,
    read: async (options) => ({ ...await own.read(options), path }),
    tryRead: async (options) => ({ ...await own.tryRead(options), path }),
  };
}
