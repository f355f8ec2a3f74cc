/**
 * What a number is that is none (SCPI-99, volume 1, 7.2.1): not a number, above what can be
 * measured, or below it.
 */
export type SpecialNumber = "not-a-number" | "over-range" | "under-range";

const NOT_A_NUMBER = 9.91e37;
const INFINITE = 9.9e37;
/** 9.91 and 9.90 are 1e-3 apart, and a device may have made them of a single-precision number. */
const TOLERANCE = 1e-4;

const WORDS: Readonly<Record<string, SpecialNumber>> = {
  "NAN": "not-a-number",
  "INF": "over-range",
  "+INF": "over-range",
  "INFINITY": "over-range",
  "NINF": "under-range",
  "-INF": "under-range",
  "-INFINITY": "under-range",
};

/** How each special number is written. */
export const SPECIAL_TEXT: Readonly<Record<SpecialNumber, string>> = Object.freeze({
  "not-a-number": "9.91E+37",
  "over-range": "9.9E+37",
  "under-range": "-9.9E+37",
});

/**
 * Which special number `value` stands for, if it does: 9.91E37 with either sign is no number, other
 * magnitudes of 9.9E37 and more are out of range.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(specialNumber(9.91e37), "not-a-number");
 * strictEqual(specialNumber(-9.9e37), "under-range");
 * strictEqual(specialNumber(9.8e37), undefined);
 * ```
 */
export function specialNumber(value: number): SpecialNumber | undefined {
  const magnitude = Math.abs(value);
  if (!(magnitude >= INFINITE * (1 - TOLERANCE))) return undefined;
  if (Math.abs(magnitude - NOT_A_NUMBER) <= NOT_A_NUMBER * TOLERANCE) return "not-a-number";
  return value > 0 ? "over-range" : "under-range";
}

/**
 * Which special number a word stands for, if it does, such as `NAN` or `-INF`.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(specialWord("Inf"), "over-range");
 * ```
 */
export function specialWord(word: string): SpecialNumber | undefined {
  const upper = word.toUpperCase();
  return Object.hasOwn(WORDS, upper) ? WORDS[upper] : undefined;
}
