import type { ByteOrder } from "../../contract/byte_order.ts";

/** How many bytes an unsigned number can take. */
export type UnsignedBytes = 1 | 2 | 4;

/** Refuses a size that is none; a program without types may give any. */
export function checkUnsignedBytes(name: string, sizeBytes: number): void {
  if (![1, 2, 4].includes(sizeBytes)) {
    throw new RangeError(`Cannot frame: ${name} must be 1, 2 or 4, got ${sizeBytes}`);
  }
}

/** The unsigned number in `sizeBytes` bytes from `at`; the caller makes sure that they are there. */
export function readUnsigned(
  bytes: Uint8Array,
  at: number,
  sizeBytes: UnsignedBytes,
  order: ByteOrder,
): number {
  let number = 0;
  for (let i = 0; i < sizeBytes; i++) {
    number = number * 256 + bytes[order === "big" ? at + i : at + sizeBytes - 1 - i]!;
  }
  return number;
}

/** Puts an unsigned number that fits into `sizeBytes` bytes from `at`. */
export function writeUnsigned(
  bytes: Uint8Array,
  at: number,
  number: number,
  sizeBytes: UnsignedBytes,
  order: ByteOrder,
): void {
  for (let i = 0; i < sizeBytes; i++) {
    bytes[order === "little" ? at + i : at + sizeBytes - 1 - i] = number / 256 ** i;
  }
}
