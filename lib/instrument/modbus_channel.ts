import type { Parsed } from "../base/parsed.ts";
import type { Channel, ReadCall } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { WantedRead } from "../protocol/modbus/plan_reads.ts";
import type { WriteRequest } from "../protocol/modbus/request.ts";
import type { ModbusChannelOptions, ModbusWriteOptions } from "./modbus_channel_options.ts";
import type { ModbusLine } from "./modbus_line.ts";
import type { ModbusCells, ModbusReads } from "./modbus_reads.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { channel } from "../channel/channel.ts";
import { writable } from "../channel/writable.ts";
import { checkedWrites } from "./checked_writes.ts";
import { type AnyLimits, checkModbusLimits, checkModbusValue } from "./modbus_limits.ts";

/** What all channels of a unit are made with. */
export interface ModbusDesk {
  readonly line: ModbusLine;
  readonly unitNumber: number;
  readonly reads: ModbusReads;
  readonly multipleOnly: boolean;
  readonly clock: Clock | undefined;
}

/** A declared channel, whatever its type. */
export interface ModbusDeclaration extends ModbusChannelOptions, ModbusWriteOptions, AnyLimits {
  readonly writable?: boolean | undefined;
}

/** What cells mean, both ways. */
export interface ModbusMeaning<T> {
  /** The value that cells hold. */
  decode(cells: ModbusCells): Parsed<T>;
  /** The cells that hold a value. Throws a `RangeError` or `TypeError` if none can. */
  encode(value: T): ModbusCells;
}

/** The budget of a channel's reads and writes, in ms: more than the waits inside. */
const TIMEOUT_MS = 10_000;

/** Makes the channel of a place; it can be written if it was declared so. */
export function modbusChannel<T extends NonNullable<unknown>>(
  desk: ModbusDesk,
  place: Omit<WantedRead, "unit">,
  declared: ModbusDeclaration,
  meaning: ModbusMeaning<T>,
): Channel<T> {
  const { line, unitNumber, reads } = desk;
  const { name, unit = "", timeoutMs = TIMEOUT_MS } = declared;
  const { address } = line.link;
  if (line.isBroadcast(unitNumber)) {
    throw new TypeError(
      `Cannot make the channel ${printable(name)}: unit 0 is everybody, and nobody answers; ` +
        `use the channels of a unit from 1 to 247, or writeRegister() and its like`,
    );
  }
  const read = async ({ signal }: ReadCall): Promise<T> => {
    const parsed = meaning.decode(await reads.read(place, signal));
    if (parsed.kind === "value") return parsed.value;
    const text = `Cannot read ${printable(name)}: ${parsed.why}`;
    throw new ReadoutError("value.invalid", text, { channel: name, address });
  };
  const options = { timeoutMs, clock: desk.clock };
  if (!declared.writable) return channel(name, unit, read, options);

  checkModbusLimits(name, declared);
  const write = async (value: T, { signal }: ReadCall): Promise<void> => {
    const cells = meaning.encode(value);
    const request = writeRequest(place.address, cells, desk.multipleOnly);
    await line.demand(unitNumber, request, { signal });
    if (!declared.readBack) return;
    const found = await reads.read(place, signal);
    if (cells.every((cell, at) => cell === found[at])) return;
    const parsed = meaning.decode(found);
    const is = parsed.kind === "value" ? `${parsed.value}` : parsed.why;
    const text =
      `Cannot set ${printable(name)} to ${printable(`${value}`, 60)}: afterwards it is ` +
      `${printable(is, 60)}; check what unit ${unitNumber} at ${address} can be set to`;
    throw new ReadoutError("device.refused", text, { channel: name, address, received: is });
  };
  return checkedWrites(writable(name, unit, { read, write }, options), (value) => {
    checkModbusValue(name, unit, declared, value);
    checkFits(name, value, meaning);
  });
}

function checkFits<T>(name: string, value: T, meaning: ModbusMeaning<T>): void {
  try {
    meaning.encode(value);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const what = `Cannot set ${printable(name)} to ${printable(`${value}`, 60)}`;
    throw new RangeError(`${what}: it does not fit (${cause.message})`, { cause });
  }
}

function writeRequest(address: number, cells: ModbusCells, multipleOnly: boolean): WriteRequest {
  const isSingle = cells.length === 1 && !multipleOnly;
  if (cells instanceof Uint16Array) {
    return isSingle
      ? { kind: "write-single-register", address, value: cells[0]! }
      : { kind: "write-multiple-registers", address, values: cells };
  }
  return isSingle
    ? { kind: "write-single-coil", address, value: cells[0]! }
    : { kind: "write-multiple-coils", address, values: cells };
}
