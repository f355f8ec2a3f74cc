import { printable } from "../base/printable.ts";

/** What a number may be set to, in its unit. */
export interface Limits {
  /** The least. Default: no limit. */
  readonly min?: number | undefined;
  /** The greatest. Default: no limit. */
  readonly max?: number | undefined;
  /** The finest difference that the instrument can set: only its multiples are taken. */
  readonly step?: number | undefined;
  /**
   * By how much a read-back may differ. Default: half a `step`; without one, a millionth of the
   * value, which is what single precision and seven digits lose.
   */
  readonly tolerance?: number | undefined;
}

/** How far from a multiple of the step a binary fraction may be, in steps. */
const FUZZ = 1e-6;

/**
 * Checks that the limits can be kept.
 *
 * @throws {RangeError} If they cannot.
 */
export function checkLimits(name: string, limits: Limits): void {
  const { min = -Infinity, max = Infinity, step = 1, tolerance = 0 } = limits;
  if (min <= max && step > 0 && step < Infinity && tolerance >= 0) return;
  throw new RangeError(
    `Cannot limit ${printable(name)} to ${min} \u2026 ${max} in steps of ${step}, with a ` +
      `tolerance of ${tolerance}: min should be at most max, step above 0, tolerance at least 0`,
  );
}

/**
 * Checks that a value is within its limits.
 *
 * @throws {RangeError} If it is not, saying what it should be.
 */
export function checkWithin(name: string, unit: string, limits: Limits, value: number): void {
  const { min = -Infinity, max = Infinity, step } = limits;
  const tail = unit === "" ? "" : ` ${printable(unit)}`;
  const cannot = `Cannot set ${printable(name)} to ${value}${tail}`;
  if (!Number.isFinite(value) || value < min || value > max) {
    throw new RangeError(`${cannot}: it should be ${range(min, max)}${tail}`);
  }
  if (step === undefined) return;
  const below = Math.floor(value / step);
  if (Math.abs(value / step - Math.round(value / step)) <= FUZZ) return;
  const near = [below, below + 1].map((count) => Number((count * step).toPrecision(12)));
  throw new RangeError(
    `${cannot}: it should be a multiple of ${step}${tail}, such as ${near.join(" or ")}${tail}`,
  );
}

/** Whether what was read back is what was set. */
export function isTaken(limits: Limits, set: number, readBack: number): boolean {
  const { step, tolerance = step === undefined ? 1e-6 * Math.abs(set) : step / 2 } = limits;
  // The difference of two decimal fractions is not exact.
  return Math.abs(readBack - set) <= tolerance + 1e-12 * Math.abs(set);
}

function range(min: number, max: number): string {
  if (min === -Infinity) return max === Infinity ? "a finite number" : `at most ${max}`;
  return max === Infinity ? `at least ${min}` : `from ${min} to ${max}`;
}
