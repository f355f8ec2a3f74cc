import type { WireValue } from "../wire.ts";
import { printable } from "../../lib/base/printable.ts";
import { COVERAGE } from "./strokes.ts";

const LONGEST_TEXT = 256;
const HALF_DAY_MS = 43_200_000;

/** A value as the page shows it: a number to about five digits, an integer to all, a text with nothing hidden in it. */
export function formatValue(value: WireValue): string {
  if (typeof value === "string") return printable(value, LONGEST_TEXT);
  if (typeof value !== "number") return value === null ? "\u2013" : String(value);
  const size = Math.abs(value);
  if (size >= 1e15 || (size < 1e-3 && size > 0)) return minus(value.toExponential(3));
  const digits = size >= 1_000 ? 1 : size >= 100 ? 2 : size >= 1 ? 3 : 4;
  return minus(grouped(value.toFixed(Number.isInteger(value) ? 0 : digits)));
}

/** How far a value may be off, to two digits: twice its standard uncertainty. */
export function formatSpread(uncertainty: number): string {
  const spread = COVERAGE * uncertainty;
  if (spread >= 1e15 || (spread < 1e-4 && spread > 0)) return minus(spread.toExponential(1));
  return spread >= 10 ? grouped(spread.toFixed(0)) : spread.toPrecision(2);
}

/** A time span, in seconds, with a decimal if it is short. */
export function formatAge(ms: number): string {
  const seconds = Math.floor(ms / 100) / 10;
  return seconds < 10 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds)} s`;
}

const PREFIXES = ["n", "\u00b5", "m", "", "k", "M", "G", "T", "P"];

/** The numbers along an axis, with one prefix (k, M, G ...) if they are very large or small. */
export function formatTicks(ticks: readonly number[], stepSize: number): string[] {
  const size = Math.max(...ticks.map(Math.abs));
  const plain = size < 1e4 && (size === 0 || size >= 1e-2);
  const thousands = plain ? 0 : Math.floor(Math.log10(size) / 3);
  const prefix = PREFIXES[thousands + 3];
  if (prefix === undefined) return ticks.map((tick) => minus(tick.toExponential(2)));
  const scale = 1_000 ** thousands;
  const digits = digitsOf(stepSize / scale);
  return ticks.map((tick) => minus((tick / scale).toFixed(digits)) + prefix);
}

/** How many decimals it takes to write a step in full, such as 2 for 0.25; at most 6. */
function digitsOf(step: number): number {
  let digits = 0;
  for (let whole = step; digits < 6 && Math.abs(whole - Math.round(whole)) > 1e-6; whole *= 10) {
    digits++;
  }
  return digits;
}

/** The time of day, local, as `12:34:56.789`. */
export function formatTime(wallMs: number): string {
  const time = new Date(wallMs);
  return `${formatSeconds(wallMs)}.${String(time.getMilliseconds()).padStart(3, "0")}`;
}

/** The time of day, local, as `12:34:56`. */
export function formatSeconds(wallMs: number): string {
  return new Date(wallMs).toTimeString().slice(0, 8);
}

/** A time of the day that lies back, with its date if that is longer ago than half a day. */
export function formatSince(wallMs: number, nowWallMs: number): string {
  if (Math.abs(nowWallMs - wallMs) < HALF_DAY_MS) return formatSeconds(wallMs);
  return `${new Date(wallMs).toLocaleDateString("sv")} ${formatSeconds(wallMs)}`; // as in ISO 8601
}

/** Thousands apart, by a narrow space that does not break. */
function grouped(text: string): string {
  const [whole = "", ...fraction] = text.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, "\u202f"), ...fraction].join(".");
}

function minus(text: string): string {
  return text.replace("-", "\u2212");
}
