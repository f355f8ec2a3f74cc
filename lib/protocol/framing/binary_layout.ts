import type { Parsed } from "../../base/parsed.ts";
import type { ByteOrder } from "../../contract/byte_order.ts";

/** A number as it lies in a packet: unsigned, signed or IEEE 754 floating-point, with its bits. */
export type FieldType = "u8" | "i8" | "u16" | "i16" | "u32" | "i32" | "u64" | "i64" | "f32" | "f64";

/** The fields of a packet by name, in the order in which they lie there, without gaps. */
export type LayoutFields = Readonly<Record<string, FieldType>>;

/**
 * The values of a packet: numbers, and bigints for 64-bit integers.
 *
 * @typeParam F The packet's fields.
 */
export type LayoutValues<F extends LayoutFields> = {
  readonly [K in keyof F]: F[K] extends "u64" | "i64" ? bigint : number;
};

/**
 * Where each field of a binary packet lies.
 *
 * @typeParam F The packet's fields.
 */
export interface BinaryLayout<F extends LayoutFields> {
  /** The length of a packet in bytes. */
  readonly sizeBytes: number;
  /**
   * The values in a packet; bad if it has another length. A floating-point field may be NaN or an
   * infinity, if the device says so.
   */
  readonly read: (packet: Uint8Array) => Parsed<LayoutValues<F>>;
  /**
   * A packet with these values.
   *
   * @throws {RangeError} If one does not fit its field.
   */
  readonly write: (values: LayoutValues<F>) => Uint8Array;
}

/**
 * Says how the fields of a binary packet lie, one after another without gaps, as in a packed C
 * struct.
 *
 * @param fields Their types by name, in order.
 * @param options Which byte of a number comes first; Arduinos and most others send `"little"`.
 * @throws {RangeError} If there is no field, or a name that is a number: its order would not hold.
 *
 * @example Five bytes
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const packet = binaryLayout({ id: "u8", volts: "f32" }, { byteOrder: "little" });
 * deepStrictEqual(packet.read(Uint8Array.of(7, 0, 0, 0xc0, 0x3f)), {
 *   kind: "value",
 *   value: { id: 7, volts: 1.5 },
 * });
 * ```
 *
 * @example As it arrives, with a checksum
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { crc } from "../../base/crc.ts";
 * import { parsed } from "../../base/parsed.ts";
 * import { cobs } from "./cobs.ts";
 * import { withChecksum } from "./with_checksum.ts";
 *
 * const packet = binaryLayout({ count: "u16", volts: "f32" }, { byteOrder: "little" });
 * const framing = withChecksum(cobs(), crc("CRC-8"), { sizeBytes: 1 });
 * const decode = parsed(framing.decode, packet.read);
 * const answer = decode(framing.encode(packet.write({ count: 7, volts: 1.5 })));
 * deepStrictEqual(answer.kind === "value" && answer.value, { count: 7, volts: 1.5 });
 * ```
 */
export function binaryLayout<const F extends LayoutFields>(
  fields: F,
  options: { readonly byteOrder: ByteOrder },
): BinaryLayout<F> {
  const isLittle = options.byteOrder === "little";
  let sizeBytes = 0;
  const places = Object.entries(fields).map(([name, type]) => {
    if (/^\d+$/.test(name)) {
      throw new RangeError(`Cannot lay out "${name}": a name must not be a number`);
    }
    const at = sizeBytes;
    sizeBytes += Number(type.slice(1)) / 8;
    return { name, type, at };
  });
  if (sizeBytes === 0) throw new RangeError("Cannot lay out a packet: there is no field");

  return {
    sizeBytes,
    read(packet) {
      if (packet.length !== sizeBytes) {
        return { kind: "bad", why: `a packet of ${packet.length} bytes, not ${sizeBytes}` };
      }
      const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
      const values = places.map(({ name, type, at }) => [name, GET[type](view, at, isLittle)]);
      return { kind: "value", value: Object.fromEntries(values) };
    },
    write(values) {
      const packet = new Uint8Array(sizeBytes);
      const view = new DataView(packet.buffer);
      for (const { name, type, at } of places) {
        const value = values[name]!;
        refuseUnfit(name, type, value);
        SET[type](view, at, value as never, isLittle);
      }
      return packet;
    },
  };
}

type Get = (view: DataView, at: number, isLittle: boolean) => number | bigint;
type Set = (view: DataView, at: number, value: never, isLittle: boolean) => void;

const GET: Readonly<Record<FieldType, Get>> = {
  u8: (view, at) => view.getUint8(at),
  i8: (view, at) => view.getInt8(at),
  u16: (view, at, isLittle) => view.getUint16(at, isLittle),
  i16: (view, at, isLittle) => view.getInt16(at, isLittle),
  u32: (view, at, isLittle) => view.getUint32(at, isLittle),
  i32: (view, at, isLittle) => view.getInt32(at, isLittle),
  u64: (view, at, isLittle) => view.getBigUint64(at, isLittle),
  i64: (view, at, isLittle) => view.getBigInt64(at, isLittle),
  f32: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f64: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

const SET: Readonly<Record<FieldType, Set>> = {
  u8: (view, at, value) => view.setUint8(at, value),
  i8: (view, at, value) => view.setInt8(at, value),
  u16: (view, at, value, isLittle) => view.setUint16(at, value, isLittle),
  i16: (view, at, value, isLittle) => view.setInt16(at, value, isLittle),
  u32: (view, at, value, isLittle) => view.setUint32(at, value, isLittle),
  i32: (view, at, value, isLittle) => view.setInt32(at, value, isLittle),
  u64: (view, at, value, isLittle) => view.setBigUint64(at, value, isLittle),
  i64: (view, at, value, isLittle) => view.setBigInt64(at, value, isLittle),
  f32: (view, at, value, isLittle) => view.setFloat32(at, value, isLittle),
  f64: (view, at, value, isLittle) => view.setFloat64(at, value, isLittle),
};

function refuseUnfit(name: string, type: FieldType, value: number | bigint): void {
  const bits = Number(type.slice(1));
  const fits = type.startsWith("f")
    ? typeof value === "number"
    : bits === 64
    ? typeof value === "bigint" && isWithin(value, type, bits)
    : Number.isInteger(value) && isWithin(BigInt(value), type, bits);
  if (!fits) throw new RangeError(`Cannot write ${name}: ${value} is no ${type}`);
}

function isWithin(value: bigint, type: FieldType, bits: number): boolean {
  return value ===
    (type.startsWith("u") ? BigInt.asUintN(bits, value) : BigInt.asIntN(bits, value));
}
