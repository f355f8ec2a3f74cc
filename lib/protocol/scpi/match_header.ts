import { wordPattern } from "./word_pattern.ts";

/** Tells whether a header is meant by a pattern, and its numeric suffixes, in order. */
export type HeaderMatcher = (header: string) => readonly number[] | undefined;

/**
 * Makes the matcher of a header pattern (SCPI-99, volume 1, 6.2): capitals are the short form, `[`
 * and `]` are around what may be left out, `#` is a numeric suffix, 1 if left out.
 *
 * @throws {TypeError} If the pattern is none.
 *
 * @example
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * const match = headerMatcher("[SOURce#:]VOLTage[:LEVel]?");
 * deepStrictEqual(match("volt?"), [1]);
 * deepStrictEqual(match("SOUR2:VOLTAGE:LEV?"), [2]);
 * strictEqual(match("VOLTA?"), undefined);
 * ```
 */
export function headerMatcher(pattern: string): HeaderMatcher {
  const tokens = pattern.match(/\*?[A-Za-z][A-Za-z0-9_]*#?|[[\]:?]/g) ?? [];
  const isWhole = tokens.join("") === pattern;
  const words = tokens.filter((it) => /[A-Za-z]/.test(it));
  if (!isWhole || words.length === 0 || !/^[^?]+\??$/.test(pattern) || !isBalanced(pattern)) {
    throw new TypeError(
      `Cannot read the header pattern ${JSON.stringify(pattern)}: it should be like ` +
        `MEASure[:SCALar]:VOLTage? or OUTPut#:STATe`,
    );
  }
  const source = tokens.map((it) =>
    it === "[" ? "(?:" : it === "]" ? ")?" : it === "?" ? "\\?" : it === ":" ? ":" : wordSource(it)
  ).join("");
  const root = /^\[?:/.test(pattern) ? "" : ":";
  const whole = new RegExp(`^${root}${source}$`, "i");
  return (header) => {
    const groups = whole.exec(header.startsWith(":") ? header : `:${header}`);
    return groups?.slice(1).map((digits) => digits ? Number(digits) : 1);
  };
}

/**
 * Tells whether a header is meant by a pattern: its numeric suffixes if so, `undefined` if not. Who
 * asks often makes a {@linkcode headerMatcher} once.
 *
 * @throws {TypeError} If the pattern is none.
 *
 * @example
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(matchHeader("MEASure:VOLTage?", "meas:volt?"), []);
 * deepStrictEqual(matchHeader("OUTPut#:STATe", "OUTP3:STAT"), [3]);
 * strictEqual(matchHeader("MEASure:VOLTage?", "MEAS:VOLT"), undefined);
 * ```
 */
export function matchHeader(pattern: string, header: string): readonly number[] | undefined {
  return headerMatcher(pattern)(header);
}

function wordSource(word: string): string {
  return word.endsWith("#") ? `${wordPattern(word.slice(0, -1))}(\\d{0,9})` : wordPattern(word);
}

function isBalanced(pattern: string): boolean {
  return /^(?:[^[\]]|\[[^[\]]+\])*$/.test(pattern);
}
