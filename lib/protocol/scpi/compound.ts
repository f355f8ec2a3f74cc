import { splitData } from "./split_data.ts";
import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/** The formats of the parts of a compound reply. */
export type Formats<T extends readonly unknown[]> = {
  readonly [I in keyof T]: TextFormat<T[I]>;
};

/**
 * The replies to several queries of one message, which come in one line separated by `;` (IEEE
 * 488.2, 8.4).
 *
 * @typeParam T The values, in the order of the queries.
 * @param formats What each of the replies is.
 *
 * @example The reply to `VOLT:RANG:AUTO?;*IDN?`
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { bool } from "./bool.ts";
 * import { quoted } from "./quoted.ts";
 *
 * deepStrictEqual(compound(bool, quoted).parse('1;"a;b"'), { kind: "value", value: [true, "a;b"] });
 * ```
 */
export function compound<T extends readonly unknown[]>(...formats: Formats<T>): TextFormat<T> {
  return {
    parse(text) {
      const parts = splitData(text, ";");
      if (parts?.length !== formats.length) return unlike(text, `${formats.length} replies`);
      const value: unknown[] = [];
      for (const [i, part] of parts.entries()) {
        const parsed = formats[i]!.parse(part.trimStart());
        if (parsed.kind === "bad") return parsed;
        value.push(parsed.value);
      }
      return { kind: "value", value: value as unknown as T };
    },
    format(values) {
      const text = formats.map((format, i) => format.format(values[i])).join(";");
      if (values.length === formats.length && splitData(text, ";")?.length === formats.length) {
        return text;
      }
      throw new TypeError(
        `Cannot write the replies ${JSON.stringify(text)}: they should be readable as ` +
          `${formats.length} replies; put texts in quotes`,
      );
    },
  };
}
