/** What {@linkcode splitData} may find besides strings. */
export interface SplitOptions {
  /** Also keep together blocks, one character a byte, and what is in parentheses. */
  readonly isProgram?: boolean | undefined;
}

/**
 * Splits a text where a separator stands outside strings. A string begins with `"` or `'` after
 * nothing, a space or a separator, and a doubled quote in it stands for itself (IEEE 488.2, 7.7.5
 * and 8.7.8).
 *
 * @returns The parts as they are, or `undefined` if a string, a block or a parenthesis has no end.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(splitData('1,"a,b"', ","), ["1", '"a,b"']);
 * deepStrictEqual(splitData("ROUT (@1,2);*OPC", ";", { isProgram: true }), ["ROUT (@1,2)", "*OPC"]);
 * ```
 */
export function splitData(
  text: string,
  separator: "," | ";",
  { isProgram = false }: SplitOptions = {},
): string[] | undefined {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text[at]!;
    if (unit === separator && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    } else if ((unit === '"' || unit === "'") && isFresh(text, at)) {
      at = endOfString(text, at);
      if (at < 0) return undefined;
    } else if (isProgram && unit === "#" && isFresh(text, at)) {
      at = endOfBlock(text, at);
      if (at < 0) return undefined;
    } else if (isProgram && unit === "(") {
      depth++;
    } else if (isProgram && unit === ")" && --depth < 0) {
      return undefined;
    }
  }
  if (depth !== 0) return undefined;
  parts.push(text.slice(from));
  return parts;
}

/** Whether a new element may begin at `at`. */
function isFresh(text: string, at: number): boolean {
  return at === 0 || " \t,;(".includes(text[at - 1]!);
}

/** Where the closing quote is; -1 if nowhere. */
function endOfString(text: string, at: number): number {
  const quote = text[at]!;
  for (;;) {
    at = text.indexOf(quote, at + 1);
    if (at < 0 || text[at + 1] !== quote) return at;
    at++;
  }
}

/**
 * Where the last byte of a block is; `at` itself if none begins; -1 if it is cut. A block without a
 * length takes all there is.
 */
function endOfBlock(text: string, at: number): number {
  const digits = text.charCodeAt(at + 1) - 0x30;
  if (!(digits >= 0 && digits <= 9)) return at;
  if (digits === 0) return text.length;
  const length = text.slice(at + 2, at + 2 + digits);
  if (length.length < digits || !/^\d+$/.test(length)) return -1;
  const end = at + 1 + digits + Number(length);
  return end < text.length ? end : -1;
}
