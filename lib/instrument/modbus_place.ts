import type { ModbusTable, WantedRead } from "../protocol/modbus/plan_reads.ts";
import { printable } from "../base/printable.ts";
import { LIMITS } from "../protocol/modbus/limits.ts";
import { protocolAddress } from "./modbus_address.ts";

/**
 * Where a channel's cells are, checked when the channel is made.
 *
 * @throws {TypeError} If the address is a text of another table.
 * @throws {RangeError} If there is no such place, or one request cannot read it whole.
 */
export function modbusPlace(
  name: string,
  table: ModbusTable,
  documented: number | string,
  count: number,
  maxCount = Infinity,
): Omit<WantedRead, "unit"> {
  const address = protocolAddress(table, documented);
  const limit = Math.min(maxCount, LIMITS.readRegisters);
  const last = LIMITS.addresses - count;
  const problem = !isWithin(count, 1, limit)
    ? `it should have 1 to ${limit} registers, got ${count}`
    : !isWithin(address, 0, last)
    ? `its address should be an integer from 0 to ${last}, got ${address}`
    : undefined;
  if (problem === undefined) return { table, address, count };
  throw new RangeError(`Cannot make the channel ${printable(name)}: ${problem}`);
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
