import {
  type ModbusFormat,
  modbusFormat,
  type ModbusType,
} from "../../../instrument/modbus_format.ts";
import type { ByteOrder } from "../../../protocol/modbus/byte_order.ts";
import { exception } from "../../../protocol/modbus/exception.ts";
import type { ModbusUnit } from "../../../simulator/modbus/modbus_unit.ts";
import type { Quantity } from "../quantity.ts";

/** A table of a Modbus device. */
export type StandInTable = "coils" | "discrete-inputs" | "holding-registers" | "input-registers";

/** Something in a table. */
export interface StandInCell {
  readonly table: StandInTable;
  readonly address: number;
  /** `undefined` for a bit. */
  readonly type: ModbusType | undefined;
  readonly byteOrder: ByteOrder;
  readonly quantity: Quantity;
}

/** What integers of a type can be. */
const REACH: Partial<Record<ModbusType, readonly [number, number]>> = {
  uint16: [0, 60_000],
  int16: [-30_000, 30_000],
  uint32: [0, 4e9],
  int32: [-2e9, 2e9],
};

/** What a device can say that holds a type. */
export function reachOf(type: ModbusType | undefined): readonly [number, number] | undefined {
  return type && REACH[type];
}

/**
 * A Modbus unit that has a value wherever a rig looks for one, 0 everywhere else, and takes whatever is
 * written.
 *
 * @param onWrite Told of each bit or register that was written.
 * @param unsafeAt What is there until a safe step has been carried out.
 */
export function modbusStandIn(
  cells: readonly StandInCell[],
  onWrite: (table: StandInTable, address: number, value: number) => void,
  unsafeAt: (table: StandInTable, address: number) => number | undefined,
): ModbusUnit {
  const written = new Written();
  const at = (table: StandInTable, address: number): number | undefined => {
    return unsafeAt(table, address) ?? written.at(table, address);
  };
  const formats = new Map(cells.map((cell) => [cell, formatOf(cell)]));
  const values = (table: StandInTable, address: number, count: number, nowMs: number): number[] => {
    const all: number[] = [];
    for (let next = 0; next < count; next++) all.push(at(table, address + next) ?? 0);
    for (const [cell, format] of formats) {
      const from = cell.address - address;
      if (cell.table !== table || from < 0 || from + (format?.count ?? 1) > count) continue;
      const registers = measured(cell, format, nowMs, at(table, cell.address));
      for (let next = 0; next < registers.length; next++) all[from + next] = registers[next]!;
    }
    return all;
  };
  const write = (table: StandInTable, address: number, all: readonly number[]): void => {
    for (const [at, value] of all.entries()) {
      written.set(table, address + at, value);
      onWrite(table, address + at, value);
    }
  };
  return (request, { nowMs }) => {
    switch (request.kind) {
      case "read-coils":
      case "read-discrete-inputs": {
        const table = request.kind === "read-coils" ? "coils" : "discrete-inputs";
        const bits = values(table, request.address, request.count, nowMs);
        return { kind: request.kind, values: bits.map((bit) => bit !== 0) };
      }
      case "read-holding-registers":
      case "read-input-registers": {
        const table = request.kind === "read-holding-registers"
          ? "holding-registers"
          : "input-registers";
        const registers = values(table, request.address, request.count, nowMs);
        return { kind: request.kind, values: Uint16Array.from(registers) };
      }
      case "write-single-coil":
        write("coils", request.address, [Number(request.value)]);
        return { kind: request.kind };
      case "write-multiple-coils":
        write("coils", request.address, request.values.map(Number));
        return { kind: request.kind };
      case "write-single-register":
        write("holding-registers", request.address, [request.value]);
        return { kind: request.kind };
      case "write-multiple-registers":
        write("holding-registers", request.address, Array.from(request.values));
        return { kind: request.kind };
      default:
        return exception("illegal-function");
    }
  };
}

/** What was written. */
class Written {
  readonly #tables = new Map<StandInTable, Map<number, number>>();

  at(table: StandInTable, address: number): number | undefined {
    return this.#tables.get(table)?.get(address);
  }

  set(table: StandInTable, address: number, value: number): void {
    const values = this.#tables.get(table) ?? new Map<number, number>();
    this.#tables.set(table, values.set(address, value));
  }
}

/** The registers, or the bit, of a cell, measured now, or as it was written. */
function measured(
  { type, quantity }: StandInCell,
  format: ModbusFormat<number> | undefined,
  nowMs: number,
  written: number | undefined,
): ArrayLike<number> {
  if (format === undefined) {
    return [quantity.said(written ?? Number(quantity.measureBit()), nowMs)];
  }
  const value = quantity.measure(nowMs);
  const registers = format.encode(type!.startsWith("float") ? value : Math.round(value));
  const said = format.decode(registers);
  if (said.kind === "value") quantity.said(said.value, nowMs);
  return registers;
}

/** How registers hold the value; `undefined` for a bit. */
function formatOf({ type, byteOrder }: StandInCell): ModbusFormat<number> | undefined {
  if (type === undefined || type === "bool") return undefined;
  return modbusFormat(type as "float64", byteOrder, {});
}
