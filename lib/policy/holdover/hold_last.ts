import type { Prediction } from "./hold_plan.ts";
import type { Noise } from "./noise.ts";

/** Predicts so many steps ahead; a step is the usual time between two measurements. */
export type Predictor = (steps: number) => Prediction;

/**
 * Holds the last value, smoothed as a random walk with this much scatter should be. Its variance
 * grows with every step by what the quantity walks.
 *
 * @param values The last values, oldest first.
 * @param noise How it moves and scatters.
 * @param maxRatePerStep The fastest that the quantity can change; the larger uncertainty counts.
 */
export function holdLast(
  values: readonly number[],
  { walk, scatter }: Noise,
  maxRatePerStep = 0,
): Predictor {
  const prior = (walk + Math.sqrt(walk ** 2 + 4 * walk * scatter)) / 2;
  const steadyGain = prior + scatter > 0 ? prior / (prior + scatter) : 1;
  let level = values[0]!;
  let gain = 1;
  for (let at = 1; at < values.length; at++) {
    gain = Math.max(steadyGain, 1 / (at + 1)); // the first values are a plain mean
    level += gain * (values[at]! - level);
  }
  const variance = gain * scatter;
  return (steps) => {
    const walked = Math.sqrt(variance + walk * steps);
    const bounded = Math.sqrt(variance) + maxRatePerStep * steps / Math.sqrt(3);
    return { value: level, uncertainty: maxRatePerStep > 0 ? Math.max(walked, bounded) : walked };
  };
}
