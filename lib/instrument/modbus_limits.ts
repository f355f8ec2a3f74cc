import type { ModbusLimitOptions } from "./modbus_channel_options.ts";
import { printable } from "../base/printable.ts";

/** Limits of numbers or of bigints. */
export type AnyLimits = ModbusLimitOptions<number | bigint>;

/**
 * Checks that something lies between the limits.
 *
 * @throws {RangeError} If `min` is above `max`, or one of them is not a number.
 */
export function checkModbusLimits(name: string, { min, max }: AnyLimits): void {
  if ((min ?? -Infinity) <= (max ?? Infinity)) return;
  throw new RangeError(
    `Cannot limit ${printable(name)}: min should be at most max, got ${min} and ${max}`,
  );
}

/**
 * Checks that a value may be written.
 *
 * @throws {RangeError} If it is not finite, or outside of the limits.
 */
export function checkModbusValue(
  name: string,
  unit: string,
  { min = -Infinity, max = Infinity }: AnyLimits,
  value: unknown,
): void {
  if (typeof value !== "number" && typeof value !== "bigint") return;
  const isFinite = typeof value === "bigint" || Number.isFinite(value);
  if (isFinite && value >= min && value <= max) return;
  const tail = unit === "" ? "" : ` ${printable(unit)}`;
  throw new RangeError(
    `Cannot set ${printable(name)} to ${value}${tail}: it should be ${range(min, max)}${tail}`,
  );
}

function range(min: number | bigint, max: number | bigint): string {
  if (min === -Infinity) return max === Infinity ? "a finite number" : `at most ${max}`;
  return max === Infinity ? `at least ${min}` : `from ${min} to ${max}`;
}
