import { printable } from "../base/printable.ts";
import type { ModbusTable } from "../protocol/modbus/plan_reads.ts";

/** The digit that begins the documented number of a coil, an input or a register. */
export interface TableDigits {
  /** Coils, 00001 and on. */
  readonly "coils": "0";
  /** Discrete inputs, 10001 and on. */
  readonly "discrete-inputs": "1";
  /** Input registers, 30001 and on. */
  readonly "input-registers": "3";
  /** Holding registers, 40001 and on. */
  readonly "holding-registers": "4";
}

/**
 * Where something is in a table of a Modbus device.
 *
 * A number is the address of the protocol, from 0. A text is the number of a data sheet, from 1 and
 * with the table's digit in front, of five or six digits: holding register `"40001"` or `"400001"`
 * is address 0. The two are never guessed from each other, because 40001 is an address as well.
 *
 * @typeParam K The table.
 */
export type ModbusAddress<K extends ModbusTable = ModbusTable> =
  | number
  | `${TableDigits[K]}${string}`;

const DIGITS: TableDigits = {
  "coils": "0",
  "discrete-inputs": "1",
  "input-registers": "3",
  "holding-registers": "4",
};

/**
 * The address of the protocol, from 0.
 *
 * @throws {TypeError} If a text is no such number, or is of another table.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(protocolAddress("holding-registers", 107), 107);
 * strictEqual(protocolAddress("holding-registers", "40108"), 107);
 * strictEqual(protocolAddress("coils", "00001"), 0);
 * ```
 */
export function protocolAddress(table: ModbusTable, address: number | string): number {
  if (typeof address === "number") return address;
  const [, digit, number] = /^([0134])(\d{4,5})$/.exec(address) ?? [];
  const owner = Object.entries(DIGITS).find(([, it]) => it === digit)?.[0];
  const last = number?.length === 4 ? 9_999 : 65_536;
  if (owner === table && Number(number) >= 1 && Number(number) <= last) return Number(number) - 1;
  const own = DIGITS[table];
  const what = owner === undefined || owner === table
    ? "it"
    : `that is one of the ${owner}, and it`;
  throw new TypeError(
    `Cannot find "${printable(address, 40)}" among the ${table}: ${what} should be ` +
      `"${own}0001" to "${own}9999", "${own}00001" to "${own}65536", or a number from 0 as in the ` +
      `protocol`,
  );
}
