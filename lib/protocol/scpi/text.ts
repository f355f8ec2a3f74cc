import type { TextFormat } from "./text_format.ts";

/**
 * Text as it is.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(text.format("READY"), "READY");
 * ```
 */
export const text: TextFormat<string> = Object.freeze({
  parse: (value: string) => ({ kind: "value" as const, value }),
  format: (value: string) => value,
});
