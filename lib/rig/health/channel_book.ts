import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import type { Reading } from "../../contract/reading.ts";
import { isDetour } from "./health_of.ts";
import type { ChannelHealth } from "./rig_health.ts";
import { staleReading } from "./stale_reading.ts";
import { wallOf } from "./wall_of.ts";

/** How many readings of each channel are kept, for whoever wants to know what led to an end. */
const KEPT = 20;

interface Page {
  readonly name: string;
  readonly critical: boolean;
  readonly last: Reading<unknown>[];
  state: ChannelHealth["state"];
  sinceMs: number;
  fault: Fault | undefined;
  path: ChannelHealth["path"];
}

/** Keeps how each channel is, since when and why, and its last readings. */
export class ChannelBook {
  readonly #clock: Clock;
  readonly #pages: ReadonlyMap<string, Page>;

  /** Makes a book of channels that wait for their first reading. */
  constructor(
    clock: Clock,
    channels: readonly { readonly name: string; readonly critical: boolean }[],
  ) {
    this.#clock = clock;
    const none = { state: "waiting", fault: undefined, path: undefined } as const;
    this.#pages = new Map(channels.map(({ name, critical }) => {
      return [name, { name, critical, last: [], ...none, sinceMs: clock.nowMs() }];
    }));
  }

  /** Sees a reading; tells whether its channel begins to be in another state, or by another path. */
  see(reading: Reading<unknown>): boolean {
    const page = this.#pages.get(reading.channel);
    if (page === undefined) return false;
    this.#keep(page, reading);
    const { status, fault, path } = reading;
    const unusual = path === undefined || path === "first" ? undefined : path;
    page.fault = fault;
    const isRerouted = isDetour(unusual) !== isDetour(page.path);
    page.path = unusual;
    return this.#now(page, status, isRerouted);
  }

  /** A channel has become stale: the reading that says so, if there is a value that is no longer true. */
  stale(channel: string): { readonly isNews: boolean; readonly reading?: Reading<unknown> } {
    const page = this.#pages.get(channel);
    // That a channel is bad, or held, says more.
    if (page === undefined || page.state === "bad" || page.path === "held") {
      return { isNews: false };
    }
    const isNews = this.#now(page, "stale");
    const last = page.last.at(-1);
    if (last === undefined || last.status === "bad") return { isNews };
    const reading = staleReading(last, this.#clock);
    this.#keep(page, reading);
    return { isNews, reading };
  }

  /** How they are. */
  health(): ChannelHealth[] {
    return [...this.#pages.values()].map(({ name, state, sinceMs, fault, path, critical }) => ({
      ...{ name, state, sinceWallMs: wallOf(this.#clock, sinceMs), critical },
      ...(fault ? { fault } : {}),
      ...(path ? { path } : {}),
    }));
  }

  /** The last readings of each channel, oldest first. */
  lastReadings(): ReadonlyMap<string, readonly Reading<unknown>[]> {
    return new Map([...this.#pages].map(([name, { last }]) => [name, [...last]]));
  }

  #keep(page: Page, reading: Reading<unknown>): void {
    page.last.push(reading);
    if (page.last.length > KEPT) page.last.shift();
  }

  #now(page: Page, state: ChannelHealth["state"], isRerouted = false): boolean {
    if (page.state === state && !isRerouted) return false;
    page.state = state;
    page.sinceMs = this.#clock.nowMs();
    return true;
  }
}
