/** The functions spoken here, with their codes (Modbus Application Protocol V1.1b3, clause 6). */
export const FUNCTION_CODES = {
  "read-coils": 1,
  "read-discrete-inputs": 2,
  "read-holding-registers": 3,
  "read-input-registers": 4,
  "write-single-coil": 5,
  "write-single-register": 6,
  "write-multiple-coils": 15,
  "write-multiple-registers": 16,
  "mask-write-register": 22,
  "read-write-multiple-registers": 23,
  "read-device-identification": 43,
} as const;

/** The name of a function. */
export type ModbusFunction = keyof typeof FUNCTION_CODES;

const NAMES: ReadonlyMap<number, ModbusFunction> = new Map(
  Object.entries(FUNCTION_CODES).map(([name, code]) => [code, name as ModbusFunction]),
);

/**
 * Names a function code, or gives `undefined` if it is none of those spoken here.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(functionOf(3), "read-holding-registers");
 * strictEqual(functionOf(99), undefined);
 * ```
 */
export function functionOf(code: number): ModbusFunction | undefined {
  return NAMES.get(code);
}
