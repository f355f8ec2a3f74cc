import type { ModbusReply } from "../../protocol/modbus/reply.ts";
import type { ModbusRequest } from "../../protocol/modbus/request.ts";
import { exception, type ModbusException } from "../../protocol/modbus/exception.ts";
import { maskedRegister } from "../../protocol/modbus/masked_register.ts";
import type { Moment } from "../simulated_device.ts";
import { type Identification, identificationReply } from "./identification_reply.ts";

/**
 * One address of a table: a bit or a register.
 *
 * @typeParam V `boolean` for a bit, `number` from 0 to 65535 for a register.
 */
export interface ModbusCell<V> {
  /** Its value. */
  read(at: Moment): V;
  /** Whether it may be given a value. Default: any, if it can be written. */
  accepts?(value: V): boolean;
  /** Gives it a value; without this it can only be read. */
  write?(value: V, at: Moment): void;
}

/** What a unit has at each address; what it has not is answered by `illegal-data-address`. */
export interface ModbusTables {
  /** Bits that can be read and written. */
  readonly coils?: ReadonlyMap<number, ModbusCell<boolean>> | undefined;
  /** Bits that can be read. */
  readonly discreteInputs?: ReadonlyMap<number, ModbusCell<boolean>> | undefined;
  /** Registers that can be read and written. */
  readonly holdingRegisters?: ReadonlyMap<number, ModbusCell<number>> | undefined;
  /** Registers that can be read. */
  readonly inputRegisters?: ReadonlyMap<number, ModbusCell<number>> | undefined;
  /** What it says of itself; without this, `illegal-function`. */
  readonly identification?: Identification | undefined;
}

/** One device on a Modbus line: what it answers to a request. */
export type ModbusUnit = (request: ModbusRequest, at: Moment) => ModbusReply;

type Cells<V> = ReadonlyMap<number, ModbusCell<V>> | undefined;

const NO_ADDRESS = exception("illegal-data-address");

/**
 * Makes a unit of its tables. A write is carried out as a whole or not at all.
 *
 * @param tables What it has at each address.
 *
 * @example One register
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * let level = 7;
 * const cell = { read: () => level, write: (value: number) => void (level = value) };
 * const unit = modbusUnit({ holdingRegisters: new Map([[0, cell]]) });
 * const at = { nowMs: 0, wallMs: 0 };
 * unit({ kind: "write-single-register", address: 0, value: 9 }, at);
 * strictEqual(level, 9);
 * const reply = unit({ kind: "read-holding-registers", address: 0, count: 2 }, at);
 * deepStrictEqual(reply.kind === "exception" && reply.name, "illegal-data-address");
 * ```
 */
export function modbusUnit(tables: ModbusTables): ModbusUnit {
  const { coils, discreteInputs, holdingRegisters, inputRegisters, identification } = tables;
  return (request, at) => {
    switch (request.kind) {
      case "read-coils":
      case "read-discrete-inputs": {
        const { kind, address, count } = request;
        const values = readAll(kind === "read-coils" ? coils : discreteInputs, address, count, at);
        return values ? { kind, values } : NO_ADDRESS;
      }
      case "read-holding-registers":
      case "read-input-registers": {
        const { kind, address, count } = request;
        const cells = kind === "read-holding-registers" ? holdingRegisters : inputRegisters;
        const values = readAll(cells, address, count, at);
        return values ? { kind, values: Uint16Array.from(values) } : NO_ADDRESS;
      }
      case "write-single-coil":
        return writeAll(coils, request.address, [request.value], at) ?? { kind: request.kind };
      case "write-multiple-coils":
        return writeAll(coils, request.address, request.values, at) ?? { kind: request.kind };
      case "write-single-register":
        return writeAll(holdingRegisters, request.address, [request.value], at) ??
          { kind: request.kind };
      case "write-multiple-registers": {
        const { kind, address } = request;
        return writeAll(holdingRegisters, address, Array.from(request.values), at) ?? { kind };
      }
      case "mask-write-register": {
        const { kind, address, andMask, orMask } = request;
        const [current] = readAll(holdingRegisters, address, 1, at) ?? [];
        if (current === undefined) return NO_ADDRESS;
        const value = maskedRegister(current, andMask, orMask);
        return writeAll(holdingRegisters, address, [value], at) ?? { kind };
      }
      case "read-write-multiple-registers": {
        const { kind, readAddress, readCount, writeAddress } = request;
        if (!readAll(holdingRegisters, readAddress, readCount, at)) return NO_ADDRESS;
        const values = Array.from(request.values);
        const problem = writeAll(holdingRegisters, writeAddress, values, at);
        const after = readAll(holdingRegisters, readAddress, readCount, at)!;
        return problem ?? { kind, values: Uint16Array.from(after) };
      }
      case "read-device-identification":
        return identification
          ? identificationReply(identification, request)
          : exception("illegal-function");
    }
  };
}

/** The values from an address on, or `undefined` if there are not so many. */
function readAll<V>(cells: Cells<V>, address: number, count: number, at: Moment): V[] | undefined {
  const values: V[] = [];
  for (let index = 0; index < count; index++) {
    const cell = cells?.get(address + index);
    if (cell === undefined) return undefined;
    values.push(cell.read(at));
  }
  return values;
}

/** Writes all of the values, or none; then it says why. */
function writeAll<V>(
  cells: Cells<V>,
  address: number,
  values: readonly V[],
  at: Moment,
): ModbusException | undefined {
  const found = values.map((_, index) => cells?.get(address + index));
  if (!found.every((cell) => cell?.write !== undefined)) return NO_ADDRESS;
  if (!found.every((cell, index) => cell!.accepts?.(values[index]!) ?? true)) {
    return exception("illegal-data-value");
  }
  for (const [index, cell] of found.entries()) cell!.write!(values[index]!, at);
  return undefined;
}
