import { printable } from "../../base/printable.ts";

/**
 * Says that a text from outside is not what was declared; the text is escaped and shortened.
 *
 * @param text What came.
 * @param expected What was declared, such as `a number`.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(unlike("1.2\x07", "a number").why, '"1.2\\x07" is not a number');
 * ```
 */
export function unlike(
  text: string,
  expected: string,
): { readonly kind: "bad"; readonly why: string } {
  return { kind: "bad", why: `"${printable(text, 60)}" is not ${expected}` };
}
