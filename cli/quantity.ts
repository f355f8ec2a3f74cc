import { printable } from "../lib/base/printable.ts";

const SIGNIFICANT_DIGITS = 6;
const LONGEST_TEXT = 256;

/** Byte units are the one kind whose numbers are too long to read as they are. */
const PREFIXES = ["", "k", "M", "G", "T", "P", "E"];

/** A value and its unit, as people read them. */
export interface Quantity {
  /** The value. */
  readonly value: string;
  /** The unit; `""` for none. */
  readonly unit: string;
}

/**
 * A value as people read it: numbers with six significant digits, whole numbers in full, all else
 * as printable text.
 */
export function formatValue(value: unknown): string {
  if (typeof value === "number") return formatNumber(value);
  return printable(String(value), LONGEST_TEXT);
}

/** A value and its unit for a terminal: as they are, but bytes with an SI prefix, such as `kB`. */
export function formatQuantity(value: unknown, unit: string): Quantity {
  if (typeof value === "number" && /^B(\/s)?$/.test(unit)) {
    const steps = Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3);
    const step = Math.min(steps, PREFIXES.length - 1);
    return { value: threeDigits(value / 1_000 ** step), unit: PREFIXES[step] + unit };
  }
  return { value: formatValue(value), unit: printable(unit, LONGEST_TEXT) };
}

/** A time span as people read it, such as `0.2 s` or `3 min`. */
export function formatAge(ms: number): string {
  const s = Math.max(0, ms) / 1_000;
  if (s < 10) return `${(Math.floor(s * 10) / 10).toFixed(1)} s`;
  if (s < 60) return `${Math.floor(s)} s`;
  if (s < 3_600) return `${Math.floor(s / 60)} min`;
  return `${Math.floor(s / 3_600)} h`;
}

function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-4) return trimZeros(value.toExponential(SIGNIFICANT_DIGITS - 1));
  const whole = Math.floor(Math.log10(size)) + 1; // digits before the point, below 1: none or less
  return trimZeros(value.toFixed(Math.max(0, SIGNIFICANT_DIGITS - whole)));
}

function threeDigits(value: number): string {
  return Math.abs(value) < 1 ? formatNumber(value) : trimZeros(value.toPrecision(4));
}

function trimZeros(digits: string): string {
  return digits.replace(/(\.\d*?)0+(?=$|e)/, "$1").replace(/\.(?=$|e)/, "");
}
