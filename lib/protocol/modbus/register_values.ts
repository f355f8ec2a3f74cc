import { type ByteOrder, isLowByteFirst, isLowWordFirst } from "./byte_order.ts";

/** The types of value that registers hold, and what they are here. */
export interface RegisterValues {
  /** 0 is false, anything else true; written as 1. */
  bool: boolean;
  /** 16 bits, unsigned. */
  u16: number;
  /** 16 bits, two's complement. */
  i16: number;
  /** 32 bits, unsigned. */
  u32: number;
  /** 32 bits, two's complement. */
  i32: number;
  /** 64 bits, unsigned. */
  u64: bigint;
  /** 64 bits, two's complement. */
  i64: bigint;
  /** IEEE 754, 32 bits. */
  f32: number;
  /** IEEE 754, 64 bits. */
  f64: number;
}

/** The name of a type of value. */
export type RegisterType = keyof RegisterValues;

/** How many registers each type takes. */
export const REGISTER_COUNTS: Readonly<Record<RegisterType, 1 | 2 | 4>> = {
  ...{ bool: 1, u16: 1, i16: 1 },
  ...{ u32: 2, i32: 2, f32: 2 },
  ...{ u64: 4, i64: 4, f64: 4 },
};

/**
 * The value that registers hold. Not a number stays `NaN`.
 *
 * @param registers As many as the type takes, in the order of their addresses.
 * @throws {RangeError} If there are not as many registers as the type takes.
 *
 * @example The same number from two makers
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(decodeRegisters("f32", [0x41a8, 0x0000]), 21);
 * strictEqual(decodeRegisters("f32", [0x0000, 0x41a8], "CDAB"), 21);
 * ```
 */
export function decodeRegisters<T extends RegisterType>(
  type: T,
  registers: ArrayLike<number>,
  order: ByteOrder = "ABCD",
): RegisterValues[T] {
  const count = REGISTER_COUNTS[type];
  if (registers.length !== count) {
    throw new RangeError(
      `Cannot decode ${type}: it takes ${count} registers, got ${registers.length}`,
    );
  }
  const view = new DataView(new ArrayBuffer(2 * count));
  for (let at = 0; at < count; at++) {
    const register = registers[isLowWordFirst(order) ? count - 1 - at : at]!;
    view.setUint16(2 * at, register, isLowByteFirst(order));
  }
  return WAYS[type].get(view);
}

/**
 * The registers that hold a value, in the order of their addresses.
 *
 * @throws {RangeError} If the value is none of the type; the message says what is allowed.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual([...encodeRegisters("i32", -2)], [0xffff, 0xfffe]);
 * deepStrictEqual([...encodeRegisters("i32", -2, "CDAB")], [0xfffe, 0xffff]);
 * ```
 */
export function encodeRegisters<T extends RegisterType>(
  type: T,
  value: RegisterValues[T],
  order: ByteOrder = "ABCD",
): Uint16Array {
  const { allows, allowed, set } = WAYS[type];
  if (!allows(value)) throw new RangeError(`Cannot encode ${type}: ${allowed}, got ${value}`);
  const count = REGISTER_COUNTS[type];
  const view = new DataView(new ArrayBuffer(2 * count));
  set(view, value);
  const registers = new Uint16Array(count);
  for (let at = 0; at < count; at++) {
    registers[at] = view.getUint16(2 * at, isLowByteFirst(order));
  }
  return isLowWordFirst(order) ? registers.reverse() : registers;
}

interface Way<V> {
  get(view: DataView): V;
  set(view: DataView, value: V): void;
  allows(value: V): boolean;
  readonly allowed: string;
}

const WAYS: { readonly [T in RegisterType]: Way<RegisterValues[T]> } = {
  bool: {
    get: (view) => view.getUint16(0) !== 0,
    set: (view, value) => view.setUint16(0, value ? 1 : 0),
    allows: (value) => typeof value === "boolean",
    allowed: "it must be true or false",
  },
  u16: {
    get: (view) => view.getUint16(0),
    set: (view, value) => view.setUint16(0, value),
    ...integers(0, 0xffff),
  },
  i16: {
    get: (view) => view.getInt16(0),
    set: (view, value) => view.setInt16(0, value),
    ...integers(-0x8000, 0x7fff),
  },
  u32: {
    get: (view) => view.getUint32(0),
    set: (view, value) => view.setUint32(0, value),
    ...integers(0, 0xffff_ffff),
  },
  i32: {
    get: (view) => view.getInt32(0),
    set: (view, value) => view.setInt32(0, value),
    ...integers(-0x8000_0000, 0x7fff_ffff),
  },
  u64: {
    get: (view) => view.getBigUint64(0),
    set: (view, value) => view.setBigUint64(0, value),
    ...bigIntegers(0n, 2n ** 64n - 1n),
  },
  i64: {
    get: (view) => view.getBigInt64(0),
    set: (view, value) => view.setBigInt64(0, value),
    ...bigIntegers(-(2n ** 63n), 2n ** 63n - 1n),
  },
  f32: {
    get: (view) => view.getFloat32(0),
    set: (view, value) => view.setFloat32(0, value),
    allows: (value) =>
      typeof value === "number" && (!Number.isFinite(value) || Number.isFinite(Math.fround(value))),
    allowed: "it must be a number that 32 bits can hold, up to 3.4e38",
  },
  f64: {
    get: (view) => view.getFloat64(0),
    set: (view, value) => view.setFloat64(0, value),
    allows: (value) => typeof value === "number",
    allowed: "it must be a number",
  },
};

function integers(min: number, max: number): Pick<Way<number>, "allows" | "allowed"> {
  return {
    allows: (value) => Number.isInteger(value) && value >= min && value <= max,
    allowed: `it must be an integer from ${min} to ${max}`,
  };
}

function bigIntegers(min: bigint, max: bigint): Pick<Way<bigint>, "allows" | "allowed"> {
  return {
    allows: (value) => typeof value === "bigint" && value >= min && value <= max,
    allowed: `it must be a bigint from ${min} to ${max}`,
  };
}
