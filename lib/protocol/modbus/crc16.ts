import { crc } from "../../base/crc.ts";
import type { Checksum } from "../../base/checksum.ts";

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
export const crc16: Checksum = crc("CRC-16/MODBUS");
