import type { Parsed } from "../base/parsed.ts";
import type { ByteOrder } from "../protocol/modbus/byte_order.ts";
import { decodeText, encodeText } from "../protocol/modbus/register_text.ts";
import {
  decodeRegisters,
  encodeRegisters,
  REGISTER_COUNTS,
} from "../protocol/modbus/register_values.ts";
import { modbusScale, type ModbusScaleOptions } from "./modbus_scale.ts";

/** What registers can be declared to hold, and what their values are. */
export interface ModbusValues {
  /** One register, 0 to 65535. */
  uint16: number;
  /** One register, two's complement. */
  int16: number;
  /** Two registers. */
  uint32: number;
  /** Two registers, two's complement. */
  int32: number;
  /** Four registers. What a number cannot hold exactly, from 2^53 on, is a fault and no value. */
  uint64: number;
  /** Four registers, two's complement, with the same bound. */
  int64: number;
  /** Two registers, IEEE 754. */
  float32: number;
  /** Four registers, IEEE 754. */
  float64: number;
  /** Four registers, exact. */
  biguint64: bigint;
  /** Four registers, two's complement, exact. */
  bigint64: bigint;
  /** One register: 0 is false, anything else true. */
  bool: boolean;
  /** ASCII, two characters a register, up to the first NUL. */
  text: string;
}

/** The name of what registers hold. */
export type ModbusType = keyof ModbusValues;

/** What takes a scale: the numbers. */
export type ModbusNumberType =
  | "uint16"
  | "int16"
  | "uint32"
  | "int32"
  | "uint64"
  | "int64"
  | "float32"
  | "float64";

/** How many registers a text takes. */
export interface ModbusTextOptions {
  /** How many registers; each holds two characters. */
  readonly registers: number;
}

/** Turns registers into a value, and back. */
export interface ModbusFormat<T> {
  /** How many registers. */
  readonly count: number;
  /** What they mean. */
  decode(registers: ArrayLike<number>): Parsed<T>;
  /** The registers of a value. Throws a `RangeError` if they cannot hold it. */
  encode(value: T): Uint16Array;
}

const WIRE_TYPES = {
  uint16: "u16",
  int16: "i16",
  uint32: "u32",
  int32: "i32",
  uint64: "u64",
  int64: "i64",
  float32: "f32",
  float64: "f64",
  biguint64: "u64",
  bigint64: "i64",
  bool: "bool",
} as const;

/**
 * Makes the format of a declared type.
 *
 * @throws {TypeError} If there is no such type.
 * @throws {RangeError} If the scale is 0, or anything is not finite.
 *
 * @example Tenths of a degree
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const degrees = modbusFormat("int16", "ABCD", { scale: 0.1 });
 * deepStrictEqual(degrees.decode([0xfff6]), { kind: "value", value: -1 });
 * deepStrictEqual([...degrees.encode(-1)], [0xfff6]);
 * ```
 */
export function modbusFormat<T extends ModbusType>(
  type: T,
  order: ByteOrder,
  options: ModbusScaleOptions & Partial<ModbusTextOptions>,
): ModbusFormat<ModbusValues[T]> {
  return formatOf(type, order, options) as unknown as ModbusFormat<ModbusValues[T]>;
}

function formatOf(
  type: ModbusType,
  order: ByteOrder,
  options: ModbusScaleOptions & Partial<ModbusTextOptions>,
): ModbusFormat<ModbusValues[ModbusType]> {
  switch (type) {
    case "text":
      return asText(options.registers ?? NaN, order);
    case "bool":
    case "biguint64":
    case "bigint64": {
      const wireType = WIRE_TYPES[type];
      return {
        count: REGISTER_COUNTS[wireType],
        decode: (registers) => value(decodeRegisters(wireType, registers, order)),
        encode: (value) => encodeRegisters(wireType, value as never, order),
      };
    }
    default:
      if (Object.hasOwn(WIRE_TYPES, type)) return asNumber(type, order, options);
      throw new TypeError(
        `Cannot read registers as ${JSON.stringify(type)}: the type should be one of ` +
          `${Object.keys(WIRE_TYPES).join(", ")} or text`,
      );
  }
}

function asText(registers: number, order: ByteOrder): ModbusFormat<string> {
  return {
    count: registers,
    decode(received) {
      const text = decodeText(received, order);
      return text === null ? { kind: "bad", why: "what it holds is no ASCII text" } : value(text);
    },
    encode: (text) => encodeText(text, registers, order),
  };
}

function asNumber(
  type: ModbusNumberType,
  order: ByteOrder,
  options: ModbusScaleOptions,
): ModbusFormat<number> {
  const wireType = WIRE_TYPES[type];
  const isBig = wireType === "u64" || wireType === "i64";
  const isFloat = wireType === "f32" || wireType === "f64";
  const { scale = 1, offset = 0 } = options;
  const isStepped = !isFloat && (scale !== 1 || !Number.isInteger(offset));
  const { toValue, toRaw } = modbusScale(options);
  return {
    count: REGISTER_COUNTS[wireType],
    decode(registers) {
      const raw = decodeRegisters(wireType, registers, order);
      if (!isBig || Number.isSafeInteger(Number(raw))) return value(toValue(Number(raw)));
      return { kind: "bad", why: `it holds ${raw}, which only the type big${type} can hold` };
    },
    encode(value) {
      const exact = toRaw(value);
      const raw = isStepped ? Math.round(exact) : exact;
      if (!isBig) return encodeRegisters(wireType, raw, order);
      if (Number.isSafeInteger(raw)) return encodeRegisters(wireType, BigInt(raw), order);
      throw new RangeError(
        `Cannot encode ${type}: it must be an integer below 2^53, got ${raw}; the type big${type} ` +
          `holds more`,
      );
    },
  };
}

function value<T>(value: T): Parsed<T> {
  return { kind: "value", value };
}
