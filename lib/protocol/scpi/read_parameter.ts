import { readBlockHeader } from "./block_header.ts";
import type { ErrorEntry } from "./error_entry.ts";
import { unquote } from "./quoted.ts";
import { standardError } from "./standard_error.ts";
import { decodeText, encodeText } from "./text_encoding.ts";

/**
 * A parameter that a device received.
 *
 * - `number`: with the letters after it, if any, in capitals, such as `MV`
 * - `word`: character data, such as `MAX`, as it came
 * - `string`: without its quotes
 * - `block`: the bytes in it
 * - `expression`: what is in parentheses, with them
 * - `bad`: none of these, and the error that a device reports
 */
export type ReceivedParameter =
  | { readonly kind: "number"; readonly value: number; readonly suffix: string }
  | { readonly kind: "word"; readonly word: string }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "block"; readonly bytes: Uint8Array }
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "bad"; readonly error: ErrorEntry };

const NUMBER =
  /^([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[Ee][+-]?\d+)?)[ \t]*([A-Za-z%/][A-Za-z0-9./^-]*)?$/;
const BASES: Readonly<Record<string, readonly [RegExp, string]>> = {
  H: [/^[0-9A-F]{1,13}$/, "0x"],
  Q: [/^[0-7]{1,17}$/, "0o"],
  B: [/^[01]{1,53}$/, "0b"],
};

/**
 * Tells what a parameter is (IEEE 488.2, 7.7). It never throws.
 *
 * @param parameter As `parseProgram()` found it: one character a byte.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(readParameter("1.5 mV"), { kind: "number", value: 1.5, suffix: "MV" });
 * deepStrictEqual(readParameter("#HFF"), { kind: "number", value: 255, suffix: "" });
 * deepStrictEqual(readParameter("'it''s'"), { kind: "string", text: "it's" });
 * ```
 */
export function readParameter(parameter: string): ReceivedParameter {
  const first = parameter[0];
  if (first === '"' || first === "'") {
    const text = unquote(parameter);
    return text === undefined ? bad(-151) : { kind: "string", text: withUtf8(text) };
  }
  if (first === "#") return readHash(parameter);
  if (first === "(") {
    return parameter.endsWith(")") ? { kind: "expression", text: parameter } : bad(-171);
  }
  if (/^[A-Za-z][A-Za-z0-9_:]*$/.test(parameter)) return { kind: "word", word: parameter };
  if (parameter.length > 255) return bad(-120);
  const [, digits, suffix = ""] = NUMBER.exec(parameter) ?? [];
  if (digits === undefined) return bad(/^[+\-.\d]/.test(parameter) ? -120 : -102);
  const value = Number(digits);
  if (!Number.isFinite(value)) return bad(-123);
  return { kind: "number", value, suffix: suffix.toUpperCase() };
}

function readHash(parameter: string): ReceivedParameter {
  const base = BASES[parameter.slice(1, 2).toUpperCase()];
  const digits = parameter.slice(2).trimEnd().toUpperCase();
  if (base !== undefined) {
    const [pattern, prefix] = base;
    const value = pattern.test(digits) ? Number(prefix + digits) : NaN;
    return Number.isSafeInteger(value) ? { kind: "number", value, suffix: "" } : bad(-120);
  }
  const bytes = Uint8Array.from(parameter, (unit) => unit.charCodeAt(0));
  const header = readBlockHeader(bytes, 0);
  if (header.kind !== "value") return bad(-161);
  const { from, sizeBytes = bytes.length - from } = header.value;
  const end = from + sizeBytes;
  if (bytes.length < end || !/^[ \t]*$/.test(parameter.slice(end))) return bad(-161);
  return { kind: "block", bytes: bytes.subarray(from, end) };
}

/** The text whose bytes these characters are, if they are UTF-8; else the characters. */
function withUtf8(text: string): string {
  // deno-lint-ignore no-control-regex
  if (!/^[\x00-\xff]*$/.test(text)) return text;
  return decodeText(encodeText(text, "latin1"), "utf-8") ?? text;
}

function bad(code: Parameters<typeof standardError>[0]): ReceivedParameter {
  return { kind: "bad", error: standardError(code) };
}
