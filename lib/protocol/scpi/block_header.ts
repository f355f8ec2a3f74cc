import type { Decoded } from "../../contract/codec.ts";
import type { ByteOrder } from "../../contract/byte_order.ts";

/** Where the data of a block are. */
export interface BlockHeader {
  /** The place of the first byte of data. */
  readonly from: number;
  /** How many bytes of data there are; `undefined` in an indefinite block. */
  readonly sizeBytes: number | undefined;
}

const HASH = 0x23;
const ZERO = 0x30;
const LETTER_A = 0x41;
const OPEN = 0x28;
const CLOSE = 0x29;
/** A length of more digits is no length. */
const LONGEST_LENGTH = 15;

/**
 * Reads the header of a block that should begin at `at`.
 *
 * - `#3100`: the number of digits, then the length (IEEE 488.2, 8.7.9)
 * - `#0`: without a length (8.7.10)
 * - `#(100)`: Rohde & Schwarz's, for lengths beyond nine digits
 * - `#A` and two bytes: Hewlett-Packard's; only if the order of the two bytes is given
 *
 * @returns `value.from` is also `usedBytes`.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const header = readBlockHeader(new TextEncoder().encode("#15HELLO"), 0);
 * deepStrictEqual(header, { kind: "value", value: { from: 3, sizeBytes: 5 }, usedBytes: 3 });
 * ```
 */
export function readBlockHeader(
  received: Uint8Array,
  at: number,
  hpLengthOrder?: ByteOrder,
): Decoded<BlockHeader> {
  if (received.length <= at) return { kind: "more" };
  if (received[at] !== HASH) return bad("no block begins where one should", at);
  const form = received[at + 1];
  if (form === undefined) return { kind: "more" };
  const from = at + 2;
  if (form === ZERO) return found(from, undefined);
  if (form > ZERO && form <= ZERO + 9) return readDigits(received, from, form - ZERO);
  if (form === OPEN) return readParentheses(received, from);
  if (form === LETTER_A && hpLengthOrder !== undefined) {
    if (received.length < from + 2) return { kind: "more" };
    const [first = 0, second = 0] = received.subarray(from, from + 2);
    return found(from + 2, hpLengthOrder === "big" ? first << 8 | second : second << 8 | first);
  }
  return bad("an unknown kind of block", at + 1);
}

function readDigits(received: Uint8Array, from: number, count: number): Decoded<BlockHeader> {
  let sizeBytes = 0;
  for (let at = from; at < from + count; at++) {
    const digit = digitAt(received, at);
    if (digit === undefined) return { kind: "more" };
    if (digit < 0) return bad("a block whose length is no number", at);
    sizeBytes = sizeBytes * 10 + digit;
  }
  return found(from + count, sizeBytes);
}

function readParentheses(received: Uint8Array, from: number): Decoded<BlockHeader> {
  let sizeBytes = 0;
  for (let at = from; at <= from + LONGEST_LENGTH; at++) {
    const digit = digitAt(received, at);
    if (digit === undefined) return { kind: "more" };
    if (received[at] === CLOSE && at > from) return found(at + 1, sizeBytes);
    if (digit < 0) return bad("a block whose length is no number", at);
    sizeBytes = sizeBytes * 10 + digit;
  }
  return bad(`a block whose length has over ${LONGEST_LENGTH} digits`, from + LONGEST_LENGTH);
}

/** The digit at `at`, -1 if it is none, `undefined` if nothing is there yet. */
function digitAt(received: Uint8Array, at: number): number | undefined {
  const byte = received[at];
  if (byte === undefined) return undefined;
  return byte >= ZERO && byte <= ZERO + 9 ? byte - ZERO : -1;
}

function found(from: number, sizeBytes: number | undefined): Decoded<BlockHeader> {
  return { kind: "value", value: { from, sizeBytes }, usedBytes: from };
}

function bad(why: string, at: number): Decoded<BlockHeader> {
  return { kind: "bad", why, usedBytes: at + 1 };
}
