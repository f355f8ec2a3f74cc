import type { Reason, Status } from "../lib/contract/quality.ts";

// What travels between the live data handler and the page. Types only, so that an island may
// import it.

/** A value as it travels; `null` if the reading is bad. */
export type WireValue = number | string | boolean | null;

/** One channel of the page. A reading names it by its place in the list. */
export interface WireChannel {
  /** Its name; text from outside, shown only as text. */
  readonly name: string;
  /** Its unit, `""` for none; text from outside, shown only as text. */
  readonly unit: string;
}

/** One reading. The last three are left out from the end as far as there is nothing to say. */
export type WireReading = readonly [
  channel: number,
  seq: number,
  wallMs: number,
  value: WireValue,
  status: Status,
  reason: Reason,
  note: string | null, // the fault's message
  path?: string | null, // by which path it came, if not by the first attempt
  uncertainty?: number | null, // standard uncertainty, in the channel's unit, to three digits
  ageMs?: number | null, // how long before wallMs the value was really measured
];

/** Answer to `GET {basePath}/channels`. */
export interface WireChannels {
  /** The channels, in the order by which readings name them. */
  readonly channels: readonly WireChannel[];
  /** The spacing of the polling grid in ms. */
  readonly periodMs: number;
  /** How far back the history goes, in ms. */
  readonly historyMs: number;
}

/** Answer to `GET {basePath}/history`: the whole ring, oldest first. */
export interface WireHistory extends WireChannels {
  /** Pass it to `GET {basePath}/stream?after=…` to go on without a gap or a repeat. */
  readonly lastId: string;
  /** The readings, oldest first. */
  readonly readings: readonly WireReading[];
}

/**
 * Events of `GET {basePath}/stream`, by name. A `readings` event carries the id to go on from
 * (`Last-Event-ID`).
 *
 * - `readings`: `WireReading[]`, oldest first
 * - `gap`: `WireGap`: what lies between is lost to this client (slow client, restart, ring passed)
 */
export interface WireGap {
  /** How many readings were not delivered; `null` if not known. */
  readonly dropped: number | null;
}
