/** How a quantity moves and how its measurement scatters, a step. */
export interface Noise {
  /** The variance that the quantity itself gains with each step. */
  readonly walk: number;
  /** The variance of a single measurement. */
  readonly scatter: number;
}

/** The lag whose differences are compared with those of neighbours. */
const LAG = 8;

/** A normal distribution's standard deviation is this many times its median of absolute values. */
const MEDIAN_TO_SIGMA = 1.4826;

/**
 * Estimates both from differences: those of neighbours hold twice the scatter and one step's walk,
 * those over several steps twice the scatter and several steps' walk. By medians, so that a few
 * outliers do not count. Quietness is never taken for certainty: a resolution, where the values show
 * one, is scatter too.
 */
export function noiseOf(values: readonly number[]): Noise {
  const near = varianceOf(differences(values, 1));
  const far = varianceOf(differences(values, LAG));
  const walk = Math.max(0, far - near) / (LAG - 1);
  return { walk, scatter: Math.max(0, near - walk) / 2 + resolutionVariance(values) };
}

function differences(values: readonly number[], lag: number): number[] {
  return values.slice(lag).map((value, at) => value - values[at]!);
}

/** About zero: a drift is movement too. */
function varianceOf(differences: readonly number[]): number {
  if (differences.length === 0) return 0;
  return (MEDIAN_TO_SIGMA * median(differences.map(Math.abs))) ** 2;
}

/** A value rounded to a resolution is off by any part of it. */
function resolutionVariance(values: readonly number[]): number {
  let resolution = Infinity;
  for (let at = 1; at < values.length; at++) {
    const difference = Math.abs(values[at]! - values[at - 1]!);
    if (difference > 0 && difference < resolution) resolution = difference;
  }
  return resolution === Infinity ? 0 : resolution ** 2 / 12;
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
