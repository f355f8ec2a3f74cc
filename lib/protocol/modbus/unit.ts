import type { ModbusRequest } from "./request.ts";

/** On a serial line: everybody, who carry it out and stay silent. */
export const BROADCAST_UNIT = 0;

/** Throws a `RangeError` if `unit` is no unit. */
export function checkUnit(unit: number, request: ModbusRequest): void {
  if (Number.isInteger(unit) && unit >= 0 && unit <= 255) return;
  throw new RangeError(
    `Cannot ${request.kind}: unit must be an integer from 0 to 255, got ${unit}`,
  );
}
