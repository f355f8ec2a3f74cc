import type { UncertainReason } from "../contract/quality.ts";
import type { NmeaMessage } from "../protocol/nmea/nmea_message.ts";
import type { PositionMode } from "../protocol/nmea/status_field.ts";
import type { Find, Found } from "./heard_mailbox.ts";

/** The message of a kind. */
export type NmeaOf<K extends NmeaMessage["kind"]> = Extract<NmeaMessage, { readonly kind: K }>;

/** How a value is found in each kind of sentence that has it, the best kind first. */
export type Finders<T> = {
  readonly [K in Exclude<NmeaMessage["kind"], "other">]?: (message: NmeaOf<K>) => Found<T>;
};

/**
 * Finds a value in the best kind of sentence that this receiver has sent it in so far, so that each
 * of its measurements is given once, although several sentences tell it. What has no value in one
 * kind may have it in a better one that comes next: only the best kind is believed at once that there
 * is none.
 */
export function inBestOf<T>(finders: Finders<T>): Find<NmeaMessage, T> {
  const kinds = Object.keys(finders);
  let bestWithValue = Infinity;
  let bestSeen = Infinity;
  return (message) => {
    const rank = kinds.indexOf(message.kind);
    if (rank < 0 || rank > bestWithValue) return undefined;
    const find = finders[message.kind as keyof Finders<T>] as (message: NmeaMessage) => Found<T>;
    const found = find(message);
    if (found.kind === "value") {
      bestWithValue = rank;
      return found;
    }
    if (bestWithValue < Infinity) return rank === bestWithValue ? found : undefined;
    const isNew = rank < bestSeen;
    bestSeen = Math.min(bestSeen, rank);
    return rank > bestSeen || (isNew && rank > 0) ? undefined : found;
  };
}

/** A value that the receiver stands by, if there is one: an empty field is no value. */
export function present<T>(value: T | undefined, reason?: UncertainReason): Found<T> {
  if (value === undefined) {
    return { kind: "bad", code: "value.invalid", why: "the receiver sends an empty field" };
  }
  return { kind: "value", value, ...(reason === undefined ? {} : { reason }) };
}

/** The same, if the receiver has a position; how it was found says how far to trust the value. */
export function positioned<T>(value: T | undefined, mode: PositionMode | undefined): Found<T> {
  switch (mode) {
    case "none":
      return { kind: "bad", code: "value.invalid", why: "the receiver has no position" };
    case "estimated": // dead reckoning
      return present(value, "held");
    case "manual":
    case "simulated":
      return present(value, "substituted");
    default:
      return present(value);
  }
}

/** The mode of a sentence with a status: `void` says that there is no position, whatever the mode. */
export function modeOf(
  { status, mode }: {
    readonly status?: "valid" | "void" | undefined;
    readonly mode?: PositionMode | undefined;
  },
): PositionMode | undefined {
  if (mode === "estimated" || mode === "manual" || mode === "simulated") return mode;
  return status === "void" ? "none" : mode;
}
