import { printable } from "../../base/printable.ts";
import { encodeMessage } from "./encode_message.ts";
import { findLine } from "./find_line.ts";
import { type LineOptions, lineRules } from "./line_options.ts";
import { cutShort, type Reply } from "./reply.ts";
import { decodeText } from "./text_encoding.ts";
import type { TextFormat } from "./text_format.ts";

// deno-lint-ignore no-control-regex
const CONTROL = /[\x00-\x08\x0a-\x1f\x7f]/;

/**
 * A reply of one line of text. A line with control characters other than TAB is bad.
 *
 * @param format What the line means.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { bool } from "./bool.ts";
 *
 * const decode = line(bool).decoder({ terminator: "\r\n" });
 * deepStrictEqual(decode(new TextEncoder().encode("1\r")), { kind: "more" });
 * deepStrictEqual(decode(new TextEncoder().encode("1\r\n")), {
 *   kind: "value",
 *   value: true,
 *   usedBytes: 3,
 * });
 * ```
 */
export function line<T>(format: TextFormat<T>): Reply<T> {
  return {
    decoder(options) {
      const rules = lineRules(options);
      return (received, hints) => {
        const found = cutShort(findLine(received, rules), received, hints);
        if (found.kind !== "value") return found;
        const { usedBytes } = found;
        const text = decodeText(found.value, rules.encoding);
        if (text === undefined) return { kind: "bad", why: `not ${rules.encoding}`, usedBytes };
        if (CONTROL.test(text)) {
          const why = `control characters in the line "${printable(text, 60)}"`;
          return { kind: "bad", why, usedBytes };
        }
        return { ...format.parse(text), usedBytes };
      };
    },
    encode: (value, options?: LineOptions) => encodeMessage(format.format(value), options),
  };
}
