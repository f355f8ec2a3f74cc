// What a field of a rig can hold. The message of each schema is what is expected, in words; the
// description says what it is for. Both come before what turns the written form into the rig's own.
import * as v from "../../../deps/valibot.ts";
import { DURATION, durationMs } from "../../../base/duration_ms.ts";
import { oneOf } from "./one_of.ts";

/** A text of one line that is not empty. */
// deno-lint-ignore no-control-regex
export const ONE_LINE = /^[^\x00-\x08\x0a-\x1f\x7f]+$/;

/** A text of one line that is not empty. */
export function text(description: string, expected = "a text of one line, not empty") {
  return v.pipe(v.string(expected), v.regex(ONE_LINE, expected), v.description(description));
}

/** Any text. */
export function anyText(description: string) {
  const expected = "a text; between quotes if it looks like a number";
  return v.pipe(v.string(expected), v.description(description));
}

/** Yes or no. */
export function yesOrNo(description: string) {
  return v.pipe(v.boolean("true or false"), v.description(description));
}

/** A finite number. */
export function number(description: string) {
  const expected = "a number";
  return v.pipe(v.number(expected), v.finite(expected), v.description(description));
}

/** A finite number that is not negative. */
export function distance(description: string) {
  const expected = "a number of 0 or more";
  return v.pipe(
    v.number(expected),
    v.finite(expected),
    v.minValue(0, expected),
    v.description(description),
  );
}

/** A finite number above 0. */
export function positive(description: string) {
  const expected = "a number above 0";
  return v.pipe(
    v.number(expected),
    v.finite(expected),
    v.gtValue(0, expected),
    v.description(description),
  );
}

/** A whole number. */
export function integer(from: number, to: number, description: string) {
  const expected = `a whole number from ${from} to ${to}`;
  return v.pipe(
    v.number(expected),
    v.integer(expected),
    v.minValue(from, expected),
    v.maxValue(to, expected),
    v.description(description),
  );
}

/** One of a few words. */
export function word<const W extends readonly string[]>(words: W, description: string) {
  return v.pipe(v.picklist(words, oneOf(words)), v.description(description));
}

/** One of a few words, for what the rig's type takes any text for. */
export function wordAsText(words: readonly string[], description: string) {
  const picked = v.picklist(words as readonly [string, ...string[]], oneOf(words));
  return v.pipe(picked, v.description(description), v.transform((word): string => word));
}

/** A time in ms, or a text with its unit. */
export function duration(description: string, minMs = 1) {
  const expected = `a time of ${minMs} ms or more, such as 250, "250ms", "5s", "1min" or "1h"`;
  return v.pipe(
    v.union([
      v.pipe(v.number(expected), v.finite(expected), v.minValue(minMs, expected)),
      v.pipe(v.string(expected), v.regex(DURATION, expected)),
    ], expected),
    v.description(description),
    v.transform((time) => typeof time === "number" ? time : durationMs(time)!),
    v.finite(expected),
    v.minValue(minMs, expected),
  );
}

/** Something of your own. */
export function own<F extends (...args: never[]) => unknown>() {
  return v.custom<F>(
    (value) => typeof value === "function",
    "a function, which only a TypeScript rig can have",
  );
}
