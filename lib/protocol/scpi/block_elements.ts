import type { ByteOrder } from "../../contract/byte_order.ts";
import type { Parsed } from "../../base/parsed.ts";

/** The array that each element type gives. */
export interface ElementArrays {
  /** 8 bits, signed. */
  readonly int8: Int8Array;
  /** 8 bits. */
  readonly uint8: Uint8Array;
  /** 16 bits, signed. */
  readonly int16: Int16Array;
  /** 16 bits. */
  readonly uint16: Uint16Array;
  /** 32 bits, signed. */
  readonly int32: Int32Array;
  /** 32 bits. */
  readonly uint32: Uint32Array;
  /** 64 bits, signed. */
  readonly int64: BigInt64Array;
  /** 64 bits. */
  readonly uint64: BigUint64Array;
  /** IEEE 754, 32 bits. */
  readonly float32: Float32Array;
  /** IEEE 754, 64 bits. */
  readonly float64: Float64Array;
}

/** What the numbers in a block are. */
export type ElementType = keyof ElementArrays;

type Constructors = {
  readonly [E in ElementType]: {
    readonly BYTES_PER_ELEMENT: number;
    new (buffer: ArrayBufferLike, at: number, length: number): ElementArrays[E];
  };
};

const ARRAYS: Constructors = Object.freeze({
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  int64: BigInt64Array,
  uint64: BigUint64Array,
  float32: Float32Array,
  float64: Float64Array,
});

const NATIVE: ByteOrder = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";

/**
 * The numbers that bytes hold. If the bytes are in this machine's order and lie at a multiple of
 * the element's size, the result is a view of them; otherwise it is a copy.
 *
 * @param order Which byte of a number comes first.
 * @returns Bad if the bytes are no whole number of elements.
 *
 * @example
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(readElements(Uint8Array.of(1, 0, 0xff, 0xff), "int16", "big"), {
 *   kind: "value",
 *   value: Int16Array.of(256, -1),
 * });
 * strictEqual(readElements(Uint8Array.of(1, 0, 0), "int16", "big").kind, "bad");
 * ```
 */
export function readElements<E extends ElementType>(
  bytes: Uint8Array,
  type: E,
  order: ByteOrder,
): Parsed<ElementArrays[E]> {
  const ArrayOf = ARRAYS[type];
  const width = ArrayOf.BYTES_PER_ELEMENT;
  if (bytes.length % width !== 0) {
    return { kind: "bad", why: `${bytes.length} bytes are no whole number of ${type}` };
  }
  const isSwapped = order !== NATIVE && width > 1;
  const held = isSwapped || bytes.byteOffset % width !== 0 ? bytes.slice() : bytes;
  if (isSwapped) swapBytes(held, width);
  const value = new ArrayOf(held.buffer, held.byteOffset, held.length / width);
  return { kind: "value", value };
}

/**
 * The bytes of numbers: a copy.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual([...elementBytes(Int16Array.of(256, -1), "big")], [1, 0, 0xff, 0xff]);
 * ```
 */
export function elementBytes(values: ElementArrays[ElementType], order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  if (order !== NATIVE) swapBytes(bytes, values.BYTES_PER_ELEMENT);
  return bytes;
}

/** Turns every element round; `bytes` begins at a multiple of the width in its buffer. */
function swapBytes(bytes: Uint8Array, width: number): void {
  const { buffer, byteOffset, length } = bytes;
  if (width === 2) {
    const halves = new Uint16Array(buffer, byteOffset, length / 2);
    for (let i = 0; i < halves.length; i++) halves[i] = halves[i]! << 8 | halves[i]! >> 8;
  } else if (width > 2) {
    const words = new Uint32Array(buffer, byteOffset, length / 4);
    for (let i = 0; i < words.length; i++) words[i] = turned(words[i]!);
    for (let i = 0; width === 8 && i < words.length; i += 2) {
      [words[i], words[i + 1]] = [words[i + 1]!, words[i]!];
    }
  }
}

function turned(word: number): number {
  return word << 24 | (word & 0xff00) << 8 | word >>> 8 & 0xff00 | word >>> 24;
}
