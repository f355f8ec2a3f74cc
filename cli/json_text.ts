import { printable } from "../lib/base/printable.ts";

/**
 * JSON for programs that is safe on a terminal as well: what would act there is written as `\uNNNN`,
 * which means the same.
 *
 * @param value What is written.
 * @param indent Spaces for each level. Default: all in one line.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(/[^\n\x20-\x7e]/gu, (char) => {
    if (printable(char) === char) return char;
    return Array.from({ length: char.length }, (_, at) => escaped(char.charCodeAt(at))).join("");
  });
}

function escaped(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, "0")}`;
}
