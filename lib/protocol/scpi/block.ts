import type { ByteOrder } from "../../contract/byte_order.ts";
import type { Decoded } from "../../contract/codec.ts";
import {
  type ElementArrays,
  elementBytes,
  type ElementType,
  readElements,
} from "./block_elements.ts";
import { readBlockHeader } from "./block_header.ts";
import { encodeBlock } from "./encode_block.ts";
import { encodeMessage } from "./encode_message.ts";
import { indexOfBytes } from "./find_line.ts";
import { type LineRules, lineRules } from "./line_options.ts";
import { cutShort, type Reply } from "./reply.ts";

/**
 * What is known of a block beforehand: none of it is told by the block itself.
 *
 * @typeParam E The type of its numbers.
 */
export interface BlockOptions<E extends ElementType> {
  /** What its numbers are, as `FORMat:DATA` was set. */
  readonly type: E;
  /**
   * Which byte of a number comes first, as `FORMat:BORDer` was set.
   *
   * @default {"big"}
   */
  readonly byteOrder?: ByteOrder | undefined;
  /**
   * How many characters may stand before the block, such as `:CURV `.
   *
   * @default {0}
   */
  readonly maxPrefixBytes?: number | undefined;
  /**
   * Whether the terminator follows the block. If it must and does not, the block is bad: a byte was
   * lost or doubled.
   *
   * @default {true}
   */
  readonly isTerminated?: boolean | undefined;
  /**
   * Where a block without a length, `#0`, ends: at the first terminator (its data must not contain
   * one), or when the line is quiet.
   *
   * @default {"refused"}
   */
  readonly indefinite?: "refused" | "newline" | "quiet" | undefined;
  /** The order of the two bytes of a length after `#A`; without it such blocks are bad. */
  readonly hpLengthOrder?: ByteOrder | undefined;
}

/** Data from this size on are not copied, and room for them is made at once. */
const MUCH_BYTES = 65_536;

/**
 * A reply that is one block of binary data.
 *
 * The array of a long block may be a view of the bytes that the decoder was given, not a copy: then
 * `isView` says so.
 *
 * @throws {RangeError} If `maxPrefixBytes` is not an integer from 0 to 1024.
 * @throws {TypeError} If `indefinite` is `newline` and `isTerminated` is `false`.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const curve = block({ type: "int16" });
 * const bytes = curve.encode(Int16Array.of(1, -1));
 * deepStrictEqual([...bytes], [0x23, 0x31, 0x34, 0, 1, 0xff, 0xff, 0x0a]);
 * deepStrictEqual(curve.decoder()(bytes), {
 *   kind: "value",
 *   value: Int16Array.of(1, -1),
 *   usedBytes: 8,
 * });
 * ```
 */
export function block<E extends ElementType>(options: BlockOptions<E>): Reply<ElementArrays[E]> {
  const { type, byteOrder = "big", maxPrefixBytes = 0, isTerminated = true } = options;
  const { indefinite = "refused" } = options;
  if (!(Number.isInteger(maxPrefixBytes) && maxPrefixBytes >= 0 && maxPrefixBytes <= 1024)) {
    throw new RangeError(
      `Cannot allow ${maxPrefixBytes} characters before a block: there should be 0 to 1024`,
    );
  }
  if (indefinite === "newline" && !isTerminated) {
    throw new TypeError(
      'Cannot end a block at its terminator: isTerminated says that it has none; use "quiet"',
    );
  }
  return {
    decoder(lineOptions) {
      const rules = lineRules(lineOptions);
      return (received, hints) => {
        const isQuiet = hints?.quiet === true;
        const found = findData(received, isQuiet, rules, options);
        const cut = cutShort(found, received, hints);
        if (cut.kind !== "value") return cut;
        const { value: data, usedBytes } = cut;
        const isMuch = data.length >= MUCH_BYTES;
        const elements = readElements(isMuch ? data : data.slice(), type, byteOrder);
        if (elements.kind === "bad") return { ...elements, usedBytes };
        const isView = elements.value.buffer === received.buffer;
        return isView ? { ...elements, usedBytes, isView } : { ...elements, usedBytes };
      };
    },
    encode(value, lineOptions) {
      const bytes = encodeBlock(elementBytes(value, byteOrder));
      return isTerminated ? encodeMessage(bytes, lineOptions) : bytes;
    },
  };
}

/** The data of the block at the beginning of `received`: a view. */
function findData(
  received: Uint8Array,
  isQuiet: boolean,
  rules: LineRules,
  options: BlockOptions<ElementType>,
): Decoded<Uint8Array> {
  const { maxPrefixBytes = 0, isTerminated = true, indefinite = "refused" } = options;
  const { maxBytes, terminatorBytes } = rules;
  const start = skipPrefix(received, maxPrefixBytes);
  const header = readBlockHeader(received, start, options.hpLengthOrder);
  if (header.kind !== "value") return header;
  const { from, sizeBytes } = header.value;

  if (sizeBytes !== undefined) {
    const end = from + sizeBytes;
    if (end + (isTerminated ? terminatorBytes.length : 0) > maxBytes) {
      const why = `a block of ${sizeBytes} bytes, and a reply may have ${maxBytes}`;
      return { kind: "bad", why, usedBytes: from };
    }
    if (received.length < end) {
      if (sizeBytes < MUCH_BYTES) return { kind: "more" };
      const all = end + (isTerminated ? terminatorBytes.length : 0);
      return { kind: "more", expects: { sizeBytes: all, dataAt: from } };
    }
    const value = received.subarray(from, end);
    return isTerminated
      ? endAt(received, value, end, rules)
      : { kind: "value", value, usedBytes: end };
  }

  if (indefinite === "refused") {
    return { kind: "bad", why: "a block without a length", usedBytes: from };
  }
  const within = received.length > maxBytes ? received.subarray(0, maxBytes) : received;
  if (indefinite === "newline") {
    const end = indexOfBytes(within, terminatorBytes, from);
    if (end >= 0) {
      const usedBytes = end + terminatorBytes.length;
      return { kind: "value", value: received.subarray(from, end), usedBytes };
    }
  } else if (isQuiet && received.length < maxBytes) {
    const end = received.length - (isTerminated ? terminatorBytes.length : 0);
    if (end >= from && (!isTerminated || indexOfBytes(received, terminatorBytes, end) === end)) {
      return { kind: "value", value: received.subarray(from, end), usedBytes: received.length };
    }
  }
  if (received.length < maxBytes) return { kind: "more" };
  return { kind: "bad", why: `a block without an end in ${maxBytes} bytes`, usedBytes: maxBytes };
}

/** Where the block should begin: after at most `limit` printable characters. */
function skipPrefix(received: Uint8Array, limit: number): number {
  let at = 0;
  while (at < limit && at < received.length) {
    const byte = received[at]!;
    if (byte === 0x23 || byte < 0x20 || byte > 0x7e) break;
    at++;
  }
  return at;
}

/** Takes the terminator after the data. */
function endAt(
  received: Uint8Array,
  value: Uint8Array,
  end: number,
  { terminator, terminatorBytes }: LineRules,
): Decoded<Uint8Array> {
  const isCrLf = terminator === "\n" && received[end] === 0x0d;
  const at = isCrLf ? end + 1 : end;
  for (const [i, byte] of terminatorBytes.entries()) {
    if (received.length <= at + i) return { kind: "more" };
    if (received[at + i] !== byte) {
      const why = `${value.length} bytes of a block, and no terminator after them`;
      return { kind: "bad", why, usedBytes: at + i + 1 };
    }
  }
  return { kind: "value", value, usedBytes: at + terminatorBytes.length };
}
