import { printable } from "../../base/printable.ts";
import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/**
 * One of a few words, by their meaning.
 *
 * @typeParam K The meanings.
 * @param words How each meaning is written on the wire, exactly.
 * @throws {TypeError} If two meanings are written alike, or there is none.
 *
 * @example
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * const coupling = choice({ DC: "0", AC: "1" });
 * deepStrictEqual(coupling.parse("1"), { kind: "value", value: "AC" });
 * strictEqual(coupling.format("DC"), "0");
 * ```
 */
export function choice<const K extends string>(
  words: Readonly<Record<K, string>>,
): TextFormat<K> {
  const entries = Object.entries<string>(words) as [K, string][];
  const meanings = new Map(entries.map(([meaning, word]) => [word, meaning]));
  if (meanings.size === 0 || meanings.size < entries.length) {
    throw new TypeError(
      `Cannot make a choice of ${JSON.stringify(words)}: there should be at least one meaning, ` +
        `each with a word of its own`,
    );
  }
  const known = [...meanings.keys()].map((word) => `"${printable(word)}"`).join(", ");
  return {
    parse(text) {
      const value = meanings.get(text.trim());
      return value === undefined ? unlike(text, `one of ${known}`) : { kind: "value", value };
    },
    format(value) {
      const word = Object.hasOwn(words, value) ? words[value] : undefined;
      if (word !== undefined) return word;
      throw new TypeError(
        `Cannot write ${JSON.stringify(value)}: it should be one of ${Object.keys(words)}`,
      );
    },
  };
}
