import type { Fault } from "../lib/contract/fault.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { printable } from "../lib/base/printable.ts";

/** Stands where a bad reading has no value. */
export const NO_VALUE = "--";

/** How good a reading is, in a few words: `good`, `good overload`, `bad comm-fail`. */
export function qualityText(reading: Reading<unknown>): string {
  return reading.reason === "ok" ? reading.status : `${reading.status} ${reading.reason}`;
}

/** What went wrong, on one line, without naming the channel again. */
export function faultText(fault: Fault, channel: string): string {
  const message = printable(fault.message);
  const known = `Cannot read ${printable(channel)}: `;
  return message.startsWith(known) ? message.slice(known.length) : message;
}

/** How good a reading is, and what went wrong if something did, on one line. */
export function describeQuality(reading: Reading<unknown>): string {
  const quality = qualityText(reading);
  if (!("fault" in reading) || reading.fault === undefined) return quality;
  return `${quality}: ${faultText(reading.fault, reading.channel)}`;
}
