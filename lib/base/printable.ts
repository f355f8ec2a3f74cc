// Control characters (C0, DEL, C1), line and paragraph separators, bidirectional controls,
// zero-width marks that hide text, the byte-order mark, and halves of surrogate pairs.
const UNSAFE =
  // deno-lint-ignore no-control-regex
  /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * Makes text from a device safe to show: on a terminal, in a log, in an error.
 *
 * Control characters, escape sequences and characters that reorder or hide text become `\xNN` or
 * `\u{NNNN}`. (Threat: terminal escape injection, as in CVE-2023-30844.)
 *
 * @param text What came from outside.
 * @param limit The longest result, in UTF-16 code units; what is cut is marked with `...`.
 *
 * @example An escape sequence shows, and does nothing
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(printable("\x1b[2Jhello\n"), "\\x1b[2Jhello\\x0a");
 * ```
 */
export function printable(text: string, limit = Infinity): string {
  const safe = text.replace(UNSAFE, (unit) => {
    const code = unit.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
  });
  return safe.length <= limit ? safe : `${safe.slice(0, Math.max(0, limit - 3))}...`;
}
