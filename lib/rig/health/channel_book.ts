import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import type { Reading } from "../../contract/reading.ts";
import { isDetour } from "./health_of.ts";
import type { ChannelHealth } from "./rig_health.ts";

/** How many readings of each channel are kept, for whoever wants to know what led to an end. */
const KEPT = 20;

interface Page {
  readonly name: string;
  readonly critical: boolean;
  readonly last: Reading<unknown>[];
  state: ChannelHealth["state"];
  sinceWallMs: number;
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
      return [name, { name, critical, last: [], ...none, sinceWallMs: clock.wallMs() }];
    }));
  }

  /** Sees a reading; tells whether its channel begins to be in another state, or by another path. */
  see(reading: Reading<unknown>): boolean {
    const page = this.#pages.get(reading.channel);
    if (page === undefined) return false;
    page.last.push(reading);
    if (page.last.length > KEPT) page.last.shift();
    const { status, fault, path } = reading;
    const unusual = path === undefined || path === "first" ? undefined : path;
    page.fault = fault;
    const isRerouted = isDetour(unusual) !== isDetour(page.path);
    page.path = unusual;
    return this.#now(page, status) || isRerouted;
  }

  /** A channel has become stale; tells whether that is news. */
  stale(channel: string): boolean {
    const page = this.#pages.get(channel);
    if (page === undefined || page.state === "bad") return false; // which says more
    return this.#now(page, "stale");
  }

  /** How they are. */
  health(): ChannelHealth[] {
    return [...this.#pages.values()].map(({ name, state, sinceWallMs, fault, path, critical }) => ({
      ...{ name, state, sinceWallMs, critical },
      ...(fault ? { fault } : {}),
      ...(path ? { path } : {}),
    }));
  }

  /** The last readings of each channel, oldest first. */
  lastReadings(): ReadonlyMap<string, readonly Reading<unknown>[]> {
    return new Map([...this.#pages].map(([name, { last }]) => [name, [...last]]));
  }

  #now(page: Page, state: ChannelHealth["state"]): boolean {
    if (page.state === state) return false;
    page.state = state;
    page.sinceWallMs = this.#clock.wallMs();
    return true;
  }
}
