/**
 * The order of the bytes of a 32-bit number `0xAABBCCDD` in two registers, as they come on the wire.
 * The standard settles it only within a register; devices differ.
 *
 * - `"ABCD"`: high word first, high byte first; the usual one
 * - `"CDAB"`: low word first
 * - `"BADC"`: low byte first within each register
 * - `"DCBA"`: low word first and low byte first
 *
 * A 64-bit number follows the same pattern over four registers; of 16 bits only the bytes matter.
 */
export type ByteOrder = "ABCD" | "CDAB" | "BADC" | "DCBA";

/** Every byte order. */
export const BYTE_ORDERS: readonly ByteOrder[] = ["ABCD", "CDAB", "BADC", "DCBA"];

/** Whether the last register holds the highest word. */
export function isLowWordFirst(order: ByteOrder): boolean {
  return order === "CDAB" || order === "DCBA";
}

/** Whether a register's low byte comes first. */
export function isLowByteFirst(order: ByteOrder): boolean {
  return order === "BADC" || order === "DCBA";
}

/** A register with its bytes exchanged. */
export function swapBytes(register: number): number {
  return (register & 0xff) << 8 | register >> 8 & 0xff;
}
