const TABLE: Uint16Array = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >> 1 ^ 0xa001 : crc >> 1;
  return crc;
});

/**
 * The CRC-16 of Modbus RTU: polynomial 0x8005 reflected, from 0xFFFF, no final XOR. It follows the
 * bytes with its low byte first. (Modbus over Serial Line V1.02, clause 2.5.1.2)
 *
 * @example The check value
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(crc16(new TextEncoder().encode("123456789")), 0x4b37);
 * ```
 */
export function crc16(bytes: Uint8Array): number {
  let crc = 0xffff;
  for (let at = 0; at < bytes.length; at++) crc = crc >> 8 ^ TABLE[(crc ^ bytes[at]!) & 0xff]!;
  return crc;
}
