import type { WireChannels } from "../wire.ts";
import type { Latest } from "./shown.ts";

/** How long a channel may be silent, in periods and at least in ms. */
const STALE_PERIODS = 3;
const STALE_LEAST_MS = 1_000;
/** Readings come in portions, and take a moment to come. */
const ON_THE_WAY_MS = 250;

/** After how long without a reading a channel is stale, in ms. */
export function staleAfterMsOf({ channels, periodMs }: WireChannels, channel: number): number {
  return channels[channel]?.staleAfterMs ?? Math.max(STALE_PERIODS * periodMs, STALE_LEAST_MS);
}

/**
 * Whether what is known of a channel is stale: its newest reading says so itself, or nothing has come
 * for too long by the page's own clock, as when the connection is lost.
 *
 * @param latest Its newest reading, if there is one.
 * @param silentMs How long nothing has come of it, in ms.
 */
export function isStale(latest: Latest | undefined, silentMs: number, afterMs: number): boolean {
  return latest?.reason === "stale" || silentMs > afterMs + ON_THE_WAY_MS;
}
