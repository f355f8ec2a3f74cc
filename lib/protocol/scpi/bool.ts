import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/**
 * A boolean: `1`, `0`, `ON` or `OFF`; written as `1` or `0` (SCPI-99, volume 1, 7.3).
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(bool.parse("ON"), { kind: "value", value: true });
 * ```
 */
export const bool: TextFormat<boolean> = Object.freeze({
  parse(text: string) {
    switch (text.trim().toUpperCase()) {
      case "1":
      case "ON":
        return { kind: "value" as const, value: true };
      case "0":
      case "OFF":
        return { kind: "value" as const, value: false };
    }
    return unlike(text, "0, 1, ON or OFF");
  },
  format: (value: boolean) => value ? "1" : "0",
});
