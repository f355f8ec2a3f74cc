import type { Channel } from "../contract/channel.ts";
import type { WritableChannel } from "../contract/writable_channel.ts";
import type { ByteOrder } from "../protocol/modbus/byte_order.ts";
import type {
  ModbusNumberType,
  ModbusTextOptions,
  ModbusType,
  ModbusValues,
} from "./modbus_format.ts";
import type { ModbusScaleOptions } from "./modbus_scale.ts";

/** A channel of a Modbus unit. */
export interface ModbusChannelOptions {
  /** Its name. */
  readonly name: string;
  /** The unit of its values. Default: `""`. */
  readonly unit?: string | undefined;
  /** The budget of a read or write that names none, in ms. Default: 10000, more than the waits inside. */
  readonly timeoutMs?: number | undefined;
}

/**
 * A channel of registers: scale and offset if it is a number, the count of registers if it is text.
 *
 * @typeParam T What they hold.
 */
export type ModbusRegisterOptions<T extends ModbusType = ModbusType> =
  & ModbusChannelOptions
  & {
    /** What the registers hold. Default: `"uint16"`. */
    readonly type?: T | undefined;
    /** The order of the bytes in several registers. Default: the device's. */
    readonly byteOrder?: ByteOrder | undefined;
  }
  & ([T] extends [ModbusNumberType] ? ModbusScaleOptions : unknown)
  & ([T] extends ["text"] ? ModbusTextOptions : unknown);

/** Whether and how a channel can be written. */
export interface ModbusWriteOptions {
  /** Whether to read again after each write: `device.refused` if it is not what was written. */
  readonly readBack?: boolean | undefined;
}

/**
 * What may be written; anything else is refused at once by a `RangeError`, and not sent.
 *
 * @typeParam V A number or a bigint.
 */
export interface ModbusLimitOptions<V> {
  /** The least, in the unit of the channel. Default: what the registers can hold. */
  readonly min?: V | undefined;
  /** The most, in the unit of the channel. Default: what the registers can hold. */
  readonly max?: V | undefined;
}

/**
 * A channel of holding registers: limits if it is a number and can be written.
 *
 * @typeParam T What they hold.
 * @typeParam W Whether it can be written.
 */
export type ModbusHoldingOptions<
  T extends ModbusType = ModbusType,
  W extends boolean = boolean,
> =
  & ModbusRegisterOptions<T>
  & {
    /** Whether it can be written. Default: no. */
    readonly writable?: W | undefined;
  }
  & ([W] extends [true] ? ModbusWriteOptions : unknown)
  & ([W, ModbusValues[T]] extends [true, number | bigint] ? ModbusLimitOptions<ModbusValues[T]>
    : unknown);

/**
 * A channel of a coil.
 *
 * @typeParam W Whether it can be written.
 */
export type ModbusCoilOptions<W extends boolean = boolean> =
  & ModbusChannelOptions
  & {
    /** Whether it can be written. Default: no. */
    readonly writable?: W | undefined;
  }
  & ([W] extends [true] ? ModbusWriteOptions : unknown);

/**
 * The channel that a declaration makes.
 *
 * @typeParam V The type of its values.
 * @typeParam W Whether it can be written.
 */
export type ModbusChannelOf<V, W extends boolean> = [W] extends [true] ? WritableChannel<V>
  : Channel<V>;
