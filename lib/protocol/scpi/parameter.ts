import { quote } from "./quoted.ts";
import { splitData } from "./split_data.ts";

/**
 * A value in a command: a number, a boolean (sent as 1 or 0), a text (sent in quotes), or a word
 * sent as it is.
 */
export type Parameter = number | boolean | string | Literal;

/** A word that is sent without quotes, such as `MAX`, `VOLT:DC` or `(@1,2)`. */
export interface Literal {
  /** The word. */
  readonly literal: string;
}

/**
 * Marks a word that is to be sent without quotes.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(formatParameter(literal("MAX")), "MAX");
 * ```
 */
export function literal(word: string): Literal {
  return { literal: word };
}

/**
 * Writes a parameter so that it stays one parameter of one command, whatever is in it.
 *
 * @throws {RangeError} If a number is not finite.
 * @throws {TypeError} If a text or a word has a CR, LF, NUL or other control character or a `;`; if
 *   a word is empty, is not printable ASCII, has a quote without its end, or begins a block.
 *
 * @example Quotes are doubled, and a second command is refused
 * ```ts
 * import { strictEqual, throws } from "node:assert/strict";
 *
 * strictEqual(formatParameter(1.5e-7), "1.5E-7");
 * strictEqual(formatParameter(true), "1");
 * strictEqual(formatParameter('12" rack'), '"12"" rack"');
 * throws(() => formatParameter("a;*RST"), TypeError);
 * ```
 */
export function formatParameter(value: Parameter): string {
  switch (typeof value) {
    case "number":
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `Cannot send ${value}: a number should be finite; use literal("INF") or literal("MAX")`,
        );
      }
      return String(value).toUpperCase();
    case "boolean":
      return value ? "1" : "0";
    case "string":
      checkOneCommand(value);
      return quote(value);
  }
  const word = value.literal;
  checkOneCommand(word);
  if (!/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(word)) {
    throw new TypeError(
      `Cannot send ${JSON.stringify(word)} without quotes: it should be printable ASCII without ` +
        `spaces around it; send other text as a string`,
    );
  }
  // An open string or a block would swallow what follows.
  if (splitData(word, ",") === undefined || /#[0-9(A]/i.test(word)) {
    throw new TypeError(
      `Cannot send ${JSON.stringify(word)} without quotes: it should neither open a string ` +
        `without closing it nor begin a block`,
    );
  }
  return word;
}

function checkOneCommand(text: string): void {
  // deno-lint-ignore no-control-regex
  if (!/[\x00-\x1f\x7f;]/.test(text)) return;
  throw new TypeError(
    `Cannot send ${JSON.stringify(text)} as a parameter: it should have no control characters ` +
      `and no ";", which could begin another command`,
  );
}
