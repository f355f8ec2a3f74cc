import type { Encoding } from "./line_options.ts";

/** Keeps a byte-order mark, and keeps no state from one call to the next. */
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true });
const TO_UTF8 = new TextEncoder();

/**
 * The bytes of a text.
 *
 * @throws {TypeError} If the encoding has no bytes for it.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual([...encodeText("\u00b5V", "latin1")], [0xb5, 0x56]);
 * ```
 */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === "utf-8") {
    if (!text.isWellFormed()) {
      throw new TypeError("Cannot encode the text as UTF-8: it has half of a surrogate pair");
    }
    return TO_UTF8.encode(text);
  }
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 0xff) {
      throw new TypeError(
        `Cannot encode U+${code.toString(16).padStart(4, "0")} as Latin-1: it has no such ` +
          `character; use the encoding "utf-8" if the device knows it`,
      );
    }
    bytes[at] = code;
  }
  return bytes;
}

/**
 * The text of bytes, or `undefined` if they are none in this encoding. It never throws.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(decodeText(Uint8Array.of(0xb5, 0x56), "latin1"), "\u00b5V");
 * strictEqual(decodeText(Uint8Array.of(0xb5, 0x56), "utf-8"), undefined);
 * ```
 */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string | undefined {
  if (encoding === "utf-8") {
    const short = shortAscii(bytes);
    if (short !== undefined) return short;
    const text = UTF8.decode(bytes);
    return text.includes("\ufffd") ? undefined : text;
  }
  // Not TextDecoder: what it calls latin1 is windows-1252.
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return text;
}

/** A short text of ASCII alone, as most replies are: quicker than asking the system's decoder. */
function shortAscii(bytes: Uint8Array): string | undefined {
  if (bytes.length > 32) return undefined;
  let text = "";
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x80) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}
