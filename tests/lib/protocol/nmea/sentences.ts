import { xor8 } from "../../../../lib/base/checksum.ts";

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A line with its checksum and CR LF: `"GPGGA,…"` to `"$GPGGA,…*hh\r\n"`. */
export function line(text: string, start = "$"): Uint8Array {
  const sum = xor8(bytesOf(text)).toString(16).toUpperCase().padStart(2, "0");
  return bytesOf(`${start}${text}*${sum}\r\n`);
}
