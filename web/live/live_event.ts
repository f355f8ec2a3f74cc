import type { WireGap } from "../wire.ts";

// Server-sent events as text. An id is one line of letters and digits and data is JSON on one line,
// so nothing from a device can end a line or begin a field.

/** How soon a browser comes back when its stream ends, in ms. */
const RETRY_MS = 1_000;

/** Keeps proxies and browsers from taking a quiet stream for a dead one. */
export const PING = ": ping\n\n";

/** Begins the first event of a stream. */
export const RETRY = `retry: ${RETRY_MS}\n`;

/** Only where to go on from, for a stream that ends before anything else is there. */
export function positionEvent(id: string): string {
  return `id: ${id}\n\n`;
}

/** Some readings; `id` is the last one's. */
export function readingsEvent(id: string, readings: readonly string[]): string {
  return `event: readings\nid: ${id}\ndata: [${readings.join(",")}]\n\n`;
}

/** How a rig is, as the JSON text of a `WireRig`; it is at no place among the readings. */
export function rigEvent(rig: string): string {
  return `event: rig\ndata: ${rig}\n\n`;
}

/** Some readings that are lost to this viewer; `id` is the last one's. */
export function gapEvent(id: string, gap: WireGap): string {
  return `event: gap\nid: ${id}\ndata: ${JSON.stringify(gap)}\n\n`;
}
