/**
 * The checksum of Modbus ASCII: the two's complement of the sum of the bytes, in 8 bits. (Modbus
 * over Serial Line V1.02, clause 2.5.2.2)
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(lrc(Uint8Array.of(0x11, 0x03, 0x00, 0x6b, 0x00, 0x03)), 0x7e);
 * ```
 */
export function lrc(bytes: Uint8Array): number {
  return -bytes.reduce((sum, byte) => sum + byte, 0) & 0xff;
}
