/** Sums up bytes, so that the receiver can tell whether they arrived as they were sent. */
export type Checksum = (bytes: Uint8Array) => number;

/**
 * All bytes, exclusive-or: 8 bits. Some call it BCC, or the LRC of ISO 1155. It does not see two
 * equal bytes too many, or two bytes in each other's place.
 *
 * @example The sum of a GPS's sentence
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(xor8(new TextEncoder().encode("GPGLL,5300.97914,N,00259.98174,E,125926,A")), 0x28);
 * ```
 */
export function xor8(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at++) sum ^= bytes[at]!;
  return sum;
}

/**
 * The sum of all bytes, modulo 256.
 *
 * @example Three bytes
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(sum8(Uint8Array.of(0xf0, 0x20, 0x01)), 0x11);
 * ```
 */
export function sum8(bytes: Uint8Array): number {
  return sum16(bytes) & 0xff;
}

/**
 * The sum of all bytes, modulo 65,536.
 *
 * @example Three bytes
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(sum16(Uint8Array.of(0xf0, 0x20, 0x01)), 0x111);
 * ```
 */
export function sum16(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at++) sum = (sum + bytes[at]!) & 0xffff;
  return sum;
}

/**
 * What makes the sum of all bytes 0 modulo 256 (its two's complement): the LRC of Modbus ASCII and
 * the checksum of Intel HEX.
 *
 * @example The LRC of a Modbus request
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(lrc(Uint8Array.of(0x11, 0x03, 0x00, 0x6b, 0x00, 0x03)), 0x7e);
 * ```
 */
export function lrc(bytes: Uint8Array): number {
  return -sum16(bytes) & 0xff;
}

/**
 * Fletcher's checksum of bytes (RFC 1146, modulo 255): the sum of the sums in the upper 8 bits, the
 * sum in the lower 8. Unlike a plain sum it sees bytes in each other's place.
 *
 * @example A text
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(fletcher16(new TextEncoder().encode("abcde")), 0xc8f0);
 * ```
 */
export function fletcher16(bytes: Uint8Array): number {
  let low = 0;
  let high = 0;
  for (let at = 0; at < bytes.length; at++) {
    low = (low + bytes[at]!) % 255;
    high = (high + low) % 255;
  }
  return high << 8 | low;
}

/**
 * Fletcher's checksum of 16-bit words, low byte first (modulo 65,535); an odd last byte counts as a
 * word whose high byte is 0.
 *
 * @example A text
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(fletcher32(new TextEncoder().encode("abcde")), 0xf04fc729);
 * ```
 */
export function fletcher32(bytes: Uint8Array): number {
  let low = 0;
  let high = 0;
  for (let at = 0; at < bytes.length; at += 2) {
    low = (low + (bytes[at]! | (bytes[at + 1] ?? 0) << 8)) % 65_535;
    high = (high + low) % 65_535;
  }
  return high * 2 ** 16 + low;
}
