import { durationMs } from "../lib/base/duration_ms.ts";

/** What the value of an option, or an operand, must look like. */
export interface Kind<T> {
  /** In words, for people. */
  readonly expected: string;
  /** What is meant by the text; `undefined` if it is nothing of this kind. */
  parse(text: string): T | undefined;
}

/** The ways to print readings. */
export const FORMATS = ["table", "csv", "jsonl"] as const;

/** A way to print readings. */
export type Format = (typeof FORMATS)[number];

/** A time, in ms. */
export const DURATION: Kind<number> = {
  expected: "a duration of 1ms or more, such as 250ms, 10s, 5min or 1h",
  parse: durationOf,
};

/** How many. */
export const COUNT: Kind<number> = {
  expected: "a whole number of 1 or more",
  parse: (text) => wholeNumber(text, 1, Number.MAX_SAFE_INTEGER),
};

/** A port to serve at. */
export const PORT: Kind<number> = {
  expected: "a port from 1 to 65535, or 0 for any that is free",
  parse: (text) => wholeNumber(text, 0, 65_535),
};

/** What starts a sequence of random numbers. */
export const SEED: Kind<number> = {
  expected: "a whole number from 0 to 4294967295",
  parse: (text) => wholeNumber(text, 0, 4_294_967_295),
};

/** How readings are printed. */
export const FORMAT: Kind<Format> = oneOf(FORMATS);

/** A computer. */
export const HOST: Kind<string> = {
  expected: "a host name or an address",
  parse: (text) => /^[\w.:[\]-]+$/.test(text) ? text : undefined,
};

/** Any text. */
export const TEXT: Kind<string> = {
  expected: "a text",
  parse: (text) => text === "" ? undefined : text,
};

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[]): Kind<W> {
  return {
    expected: `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`,
    parse: (text) => words.find((word) => word === text),
  };
}

/** A duration in ms; `undefined` for what is none of 1 ms or more. */
function durationOf(text: string): number | undefined {
  const ms = durationMs(text);
  return ms !== undefined && ms >= 1 && ms <= Number.MAX_SAFE_INTEGER ? ms : undefined;
}

function wholeNumber(text: string, min: number, max: number): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}
