/** How a raw number becomes a value: `raw * scale + offset`. */
export interface ModbusScaleOptions {
  /** What one step is worth, such as 0.1. Default: 1. */
  readonly scale?: number | undefined;
  /** What a raw 0 is worth. Default: 0. */
  readonly offset?: number | undefined;
}

/** Turns raw numbers into values, and back. */
export interface ModbusScale {
  /** The value of a raw number. */
  toValue(raw: number): number;
  /** The raw number of a value, not yet rounded. */
  toRaw(value: number): number;
}

/**
 * Makes a scale. A scale of 0.1 divides by 10, so that a raw 3 is 0.3 and not
 * 0.30000000000000004.
 *
 * @throws {RangeError} If `scale` is 0, or either is not finite.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const { toValue, toRaw } = modbusScale({ scale: 0.1, offset: -40 });
 * strictEqual(toValue(653), 25.3);
 * strictEqual(Math.round(toRaw(25.3)), 653);
 * ```
 */
export function modbusScale({ scale = 1, offset = 0 }: ModbusScaleOptions): ModbusScale {
  if (!Number.isFinite(scale) || scale === 0 || !Number.isFinite(offset)) {
    throw new RangeError(
      `Cannot scale: scale must be finite and not 0, and offset finite, got ${scale} and ${offset}`,
    );
  }
  const steps = Math.round(1 / scale);
  if (1 / steps !== scale) {
    return {
      toValue: (raw) => raw * scale + offset,
      toRaw: (value) => (value - offset) / scale,
    };
  }
  const whole = Math.round(offset * steps);
  const shift = whole / steps === offset ? whole : offset * steps;
  return {
    toValue: (raw) => (raw + shift) / steps,
    toRaw: (value) => value * steps - shift,
  };
}
