import type { Fault } from "../lib/contract/fault.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { printable } from "../lib/base/printable.ts";
import { formatQuantity } from "./quantity.ts";

/** Stands where a bad reading has no value. */
export const NO_VALUE = "--";

const LONGEST_PATH = 40;

/**
 * How good a reading is, in a few words: `good`, `good retry#1`, `uncertain held \u00b1 0.12 V`,
 * `bad comm-fail`. What is after \u00b1 is twice the standard uncertainty: 95 of 100 are within.
 */
export function qualityText(reading: Reading<unknown>): string {
  const { status, reason, path = "first", uncertainty, unit } = reading;
  const words: string[] = [status];
  if (reason !== "ok") words.push(reason);
  if (path !== "first" && path !== reason) words.push(printable(path, LONGEST_PATH));
  if (uncertainty !== undefined) words.push(spreadText(uncertainty, unit));
  return words.join(" ");
}

/** Twice the standard uncertainty, with two digits. */
function spreadText(uncertainty: number, unit: string): string {
  const spread = formatQuantity(Number((2 * uncertainty).toPrecision(2)), unit);
  return `\u00b1 ${spread.value} ${spread.unit}`.trimEnd();
}

/** What went wrong, on one line, without naming the channel again. */
export function faultText(fault: Fault, channel: string): string {
  const message = printable(fault.message);
  const name = printable(channel);
  const known = [`Cannot read ${name}: `, `${name}: `].find((start) => message.startsWith(start));
  return known === undefined ? message : message.slice(known.length);
}

/** How good a reading is, and what went wrong if something did, on one line. */
export function describeQuality(reading: Reading<unknown>): string {
  const quality = qualityText(reading);
  if (!("fault" in reading) || reading.fault === undefined) return quality;
  return `${quality}: ${faultText(reading.fault, reading.channel)}`;
}
