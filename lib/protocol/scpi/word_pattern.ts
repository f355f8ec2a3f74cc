/**
 * The source of a regular expression for the short and the long form of a word: its capitals, or
 * all of it (SCPI-99, volume 1, 6.2.1). To be used without regard to case.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(wordPattern("VOLTage"), "VOLT(?:age)?");
 * strictEqual(wordPattern("*IDN"), "\\*IDN");
 * ```
 */
export function wordPattern(word: string): string {
  const [, short = word, rest = ""] = /^(\*?[A-Z0-9_]+)([a-z][A-Za-z0-9_]*)?$/.exec(word) ?? [];
  const escaped = short.replace("*", "\\*");
  return rest === "" ? escaped : `${escaped}(?:${rest})?`;
}

/**
 * Whether a word is the short or the long form of another.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(matchWord("MAXimum", "max"), true);
 * strictEqual(matchWord("MAXimum", "maxi"), false);
 * ```
 */
export function matchWord(pattern: string, word: string): boolean {
  return new RegExp(`^${wordPattern(pattern)}$`, "i").test(word);
}
