import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/**
 * A text in quotes, single or double; a doubled quote stands for itself (IEEE 488.2, 8.7.8).
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(quoted.parse('"12"" rack"'), { kind: "value", value: '12" rack' });
 * ```
 */
export const quoted: TextFormat<string> = Object.freeze({
  parse(text: string) {
    const value = unquote(text.trim());
    return value === undefined
      ? unlike(text, "a text in quotes")
      : { kind: "value" as const, value };
  },
  format: quote,
});

/**
 * Puts a text in double quotes.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(quote('a "b"'), '"a ""b"""');
 * ```
 */
export function quote(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * Takes a text out of its quotes; `undefined` if it is not in quotes from end to end.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(unquote("'it''s'"), "it's");
 * strictEqual(unquote('"a" "b"'), undefined);
 * ```
 */
export function unquote(text: string): string | undefined {
  const mark = text[0];
  if ((mark !== '"' && mark !== "'") || text.length < 2 || !text.endsWith(mark)) return undefined;
  const inner = text.slice(1, -1);
  const rest = inner.replaceAll(mark + mark, "");
  return rest.includes(mark) ? undefined : inner.replaceAll(mark + mark, mark);
}
