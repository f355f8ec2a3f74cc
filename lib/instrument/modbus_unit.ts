import type { Channel } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { ByteOrder } from "../protocol/modbus/byte_order.ts";
import type { ModbusTable, PlanOptions } from "../protocol/modbus/plan_reads.ts";
import type { ModbusAddress } from "./modbus_address.ts";
import type {
  ModbusChannelOf,
  ModbusChannelOptions,
  ModbusCoilOptions,
  ModbusHoldingOptions,
  ModbusRegisterOptions,
} from "./modbus_channel_options.ts";
import type { ModbusLine } from "./modbus_line.ts";
import type { ModbusScaleOptions } from "./modbus_scale.ts";
import {
  modbusChannel,
  type ModbusDeclaration,
  type ModbusDesk,
  type ModbusMeaning,
} from "./modbus_channel.ts";
import {
  modbusFormat,
  type ModbusTextOptions,
  type ModbusType,
  type ModbusValues,
} from "./modbus_format.ts";
import { modbusPlace } from "./modbus_place.ts";
import { ModbusReads } from "./modbus_reads.ts";
import { ModbusRequests } from "./modbus_requests.ts";

/** What the channels of a unit have in common. */
export interface ModbusUnitOptions extends PlanOptions {
  /** The order of the bytes in several registers. Default: `"ABCD"`. */
  readonly byteOrder?: ByteOrder | undefined;
  /** Whether one register or coil is written by function 16 or 15 too, for devices without 6 and 5. */
  readonly multipleOnly?: boolean | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * One unit on a Modbus line: its registers, inputs and coils as channels, and its functions.
 *
 * Channels that are read in the same turn of the event loop, as `poll()` and `readAll()` do, share
 * requests: neighbours are read together, within the device's `maxGap` and `maxCount`. Each value
 * comes whole out of one reply.
 */
export class ModbusUnit extends ModbusRequests {
  readonly #options: ModbusUnitOptions;
  readonly #desk: ModbusDesk;

  /** Makes the channels and functions of a unit on a line. */
  constructor(line: ModbusLine, unitNumber: number, options: ModbusUnitOptions = {}) {
    super(line, unitNumber);
    const { multipleOnly = false, clock } = options;
    const reads = new ModbusReads(line, unitNumber, options);
    this.#options = options;
    this.#desk = { line, unitNumber, reads, multipleOnly, clock };
  }

  /**
   * A channel of holding registers (functions 3, 6 and 16).
   *
   * @typeParam T What they hold.
   * @typeParam W Whether it can be written.
   * @param address From 0 as in the protocol, or a text as in data sheets: `"40001"` is 0.
   * @param options Name, type, scale; `writable`, limits, read-back.
   * @throws {TypeError | RangeError} If the declaration cannot be kept; so does a write of a value
   * that does not fit, at once.
   */
  holding<T extends ModbusType = "uint16", W extends boolean = false>(
    address: ModbusAddress<"holding-registers">,
    options: ModbusHoldingOptions<T, W>,
  ): ModbusChannelOf<ModbusValues[T], W> {
    return this.#registers("holding-registers", address, options) as ModbusChannelOf<
      ModbusValues[T],
      W
    >;
  }

  /**
   * A channel of input registers (function 4).
   *
   * @typeParam T What they hold.
   * @param address From 0 as in the protocol, or a text as in data sheets: `"30001"` is 0.
   * @param options Name, type, scale.
   * @throws {TypeError | RangeError} If the declaration cannot be kept.
   */
  input<T extends ModbusType = "uint16">(
    address: ModbusAddress<"input-registers">,
    options: ModbusRegisterOptions<T>,
  ): Channel<ModbusValues[T]> {
    return this.#registers("input-registers", address, options) as Channel<ModbusValues[T]>;
  }

  /**
   * A channel of a coil (functions 1, 5 and 15).
   *
   * @typeParam W Whether it can be written.
   * @param address From 0 as in the protocol, or a text as in data sheets: `"00001"` is 0.
   * @param options Name; `writable`, read-back.
   * @throws {TypeError | RangeError} If the declaration cannot be kept.
   */
  coil<W extends boolean = false>(
    address: ModbusAddress<"coils">,
    options: ModbusCoilOptions<W>,
  ): ModbusChannelOf<boolean, W> {
    return this.#bit("coils", address, options) as ModbusChannelOf<boolean, W>;
  }

  /**
   * A channel of a discrete input (function 2).
   *
   * @param address From 0 as in the protocol, or a text as in data sheets: `"10001"` is 0.
   * @param options Name.
   * @throws {TypeError | RangeError} If the declaration cannot be kept.
   */
  discrete(
    address: ModbusAddress<"discrete-inputs">,
    options: ModbusChannelOptions,
  ): Channel<boolean> {
    return this.#bit("discrete-inputs", address, options);
  }

  #registers(
    table: ModbusTable,
    address: number | string,
    declared:
      & ModbusDeclaration
      & ModbusScaleOptions
      & Partial<ModbusTextOptions>
      & { readonly type?: ModbusType | undefined; readonly byteOrder?: ByteOrder | undefined },
  ): Channel<ModbusValues[ModbusType]> {
    const { name, type = "uint16", byteOrder = this.#options.byteOrder ?? "ABCD" } = declared;
    const { count, decode, encode } = modbusFormat(type, byteOrder, declared);
    const place = modbusPlace(name, table, address, count, this.#options.maxCount);
    return modbusChannel<ModbusValues[ModbusType]>(this.#desk, place, declared, {
      decode: (cells) => decode(cells as Uint16Array),
      encode,
    });
  }

  #bit(
    table: ModbusTable,
    address: number | string,
    declared: ModbusDeclaration,
  ): Channel<boolean> {
    return modbusChannel(this.#desk, modbusPlace(declared.name, table, address, 1), declared, BIT);
  }
}

const BIT: ModbusMeaning<boolean> = {
  decode: ([bit]) => ({ kind: "value", value: bit as boolean }),
  encode(value) {
    if (typeof value === "boolean") return [value];
    throw new TypeError(`Cannot set a coil to ${value}: it should be true or false`);
  },
};
