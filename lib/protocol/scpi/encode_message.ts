import { type LineOptions, type LineRules, lineRules } from "./line_options.ts";
import { encodeText } from "./text_encoding.ts";

// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * The bytes of one message, its terminator included.
 *
 * A text is one line, whatever it was put together from: a CR, LF, NUL or other control character
 * but TAB, or the terminator itself, is an error. Bytes are sent as they are: they come from
 * `blockCommand()` or `encodeBlock()`.
 *
 * @throws {TypeError} If the text is more than one line, or cannot be encoded.
 *
 * @example
 * ```ts
 * import { deepStrictEqual, throws } from "node:assert/strict";
 *
 * deepStrictEqual(encodeMessage("*RST"), new TextEncoder().encode("*RST\n"));
 * throws(() => encodeMessage("VOLT 1\n*RST"), TypeError);
 * ```
 */
export function encodeMessage(message: string | Uint8Array, options?: LineOptions): Uint8Array {
  return encodeByRules(message, lineRules(options));
}

/** As {@linkcode encodeMessage}, by rules that have been checked before. */
export function encodeByRules(message: string | Uint8Array, rules: LineRules): Uint8Array {
  const { terminator, terminatorBytes, encoding } = rules;
  if (typeof message === "string") {
    if (CONTROL.test(message)) {
      throw new TypeError(
        `Cannot send ${JSON.stringify(message)}: it has control characters, and should be one ` +
          `line; send several lines one by one`,
      );
    }
    // Where a reader would find the terminator first.
    if ((message + terminator).indexOf(terminator) !== message.length) {
      throw new TypeError(
        `Cannot send ${JSON.stringify(message)}: it should not contain the terminator ` +
          JSON.stringify(terminator),
      );
    }
    return encodeText(message + terminator, encoding);
  }
  const bytes = new Uint8Array(message.length + terminatorBytes.length);
  bytes.set(message);
  bytes.set(terminatorBytes, message.length);
  return bytes;
}
