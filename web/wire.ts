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
  /** After how long without a reading it is stale, in ms. Default: 3 periods, at least 1 s. */
  readonly staleAfterMs?: number | undefined;
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
  /** The rig that the channels belong to, as it is now; absent if there is none. */
  readonly rig?: WireRig | undefined;
  /** The readings, oldest first. */
  readonly readings: readonly WireReading[];
}

/**
 * Events of `GET {basePath}/stream`, by name. A `readings` event carries the id to go on from
 * (`Last-Event-ID`).
 *
 * - `readings`: `WireReading[]`, oldest first
 * - `gap`: `WireGap`: what lies between is lost to this client (slow client, restart, ring passed)
 * - `rig`: `WireRig`: how the rig is, if there is one: at the start, and when it changes
 */
export interface WireGap {
  /** How many readings were not delivered; `null` if not known. */
  readonly dropped: number | null;
}

/** Something of a rig that does not work as it should. All texts are printable. */
export type WireProblem = readonly [
  what: string,
  sinceWallMs: number | null,
  why: string | null,
];

/** What is, or was, wrong by the limits of a channel. All texts are printable. */
export interface WireAlarm {
  /** The channel's name. */
  readonly channel: string;
  /** What is wrong, such as `high-alarm`. */
  readonly name: string;
  /** How bad it is. */
  readonly severity: "warning" | "alarm";
  /** Whether it still is, and whether anybody knows. */
  readonly phase: "active" | "acknowledged" | "returned";
  /** When it was raised, in ms since the Unix epoch, by the server's clock. */
  readonly raisedWallMs: number;
  /** The limit that was passed; `null` if it is about something else. */
  readonly limit: number | null;
  /** What raised it; a text if that is no number, such as `NaN`. */
  readonly value: number | string | null;
  /** The unit of both. */
  readonly unit: string;
}

/** How a rig is: the answer to `GET {basePath}/rig`, which is `null` if there is none. */
export interface WireRig {
  /** When it was so, in ms since the Unix epoch, by the server's clock. */
  readonly wallMs: number;
  /** How much of it works, in a line. */
  readonly headline: string;
  /** Whether all of it works as it should. */
  readonly isWell: boolean;
  /** What does not, as much as is worth reading. */
  readonly problems: readonly WireProblem[];
  /** How many more there are. */
  readonly moreProblems: number;
  /** The alarms, the severest first, as many as are worth reading. */
  readonly alarms: readonly WireAlarm[];
  /** How many more there are. */
  readonly moreAlarms: number;
}
