import type { Prediction } from "./hold_plan.ts";
import type { Predictor } from "./hold_last.ts";

/** What is left of a slope after a step. */
const DAMPING = 0.98;

/** How much the level and the slope may wander a step, as variances in units of the scatter's. */
const LEVEL_WALKS = [0, 0.01, 0.1, 1];
const SLOPE_WALKS = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2];

/** Level, slope and their covariances. */
export interface State {
  readonly level: number;
  readonly slope: number;
  readonly varLevel: number;
  readonly covariance: number;
  readonly varSlope: number;
}

/** A filter with one choice of variances. */
export interface Filter {
  readonly state: State;
  readonly levelWalk: number;
  readonly slopeWalk: number;
}

/** A filter, and how well it has predicted. */
interface Fit extends Filter {
  readonly logLikelihood: number;
}

/**
 * A level with a slope that fades by 2 % a step (a damped local linear trend, as a Kalman filter).
 * How fast either may wander is not asked of anybody: filters with several choices run over the
 * values, and each has a say as far as it predicted them well.
 *
 * @param values The last values, oldest first.
 * @param scatter The variance of a single measurement, as far as it is known.
 */
export function dampedTrend(values: readonly number[], scatter: number): Predictor {
  const leastScatter = scatter / 1_000 || Number.MIN_VALUE;
  const fits = LEVEL_WALKS.flatMap((levelWalk) =>
    SLOPE_WALKS.map((slopeWalk) => fit(values, levelWalk, slopeWalk, leastScatter))
  );
  const best = Math.max(...fits.map(({ logLikelihood }) => logLikelihood));
  const weights = fits.map(({ logLikelihood }) => Math.exp(logLikelihood - best));
  const total = weights.reduce((a, b) => a + b);
  const predictors = fits.map(ahead);
  return (steps) => mixture(predictors.map((predict) => predict(steps)), weights, total);
}

/** One prediction of several: their disagreement is uncertainty too. */
export function mixture(
  predictions: readonly Prediction[],
  weights: readonly number[],
  total: number,
): Prediction {
  let value = 0;
  let square = 0;
  for (const [at, one] of predictions.entries()) value += weights[at]! / total * one.value;
  for (const [at, one] of predictions.entries()) {
    square += weights[at]! / total * (one.uncertainty ** 2 + (one.value - value) ** 2);
  }
  return { value, uncertainty: Math.sqrt(square) };
}

/** Runs one filter over the values; the scatter that scales it is what makes them likeliest. */
function fit(
  values: readonly number[],
  levelWalk: number,
  slopeWalk: number,
  leastScatter: number,
): Fit {
  let state: State = { level: values[0]!, slope: 0, varLevel: 1, covariance: 0, varSlope: 1 };
  let logSum = 0;
  let squares = 0;
  const count = values.length - 1;
  for (let at = 1; at <= count; at++) {
    const prior = step(state, levelWalk, slopeWalk);
    const spread = prior.varLevel + 1;
    const miss = values[at]! - prior.level;
    logSum += Math.log(spread);
    squares += miss ** 2 / spread;
    const gainLevel = prior.varLevel / spread;
    const gainSlope = prior.covariance / spread;
    state = {
      level: prior.level + gainLevel * miss,
      slope: prior.slope + gainSlope * miss,
      varLevel: prior.varLevel * (1 - gainLevel),
      covariance: prior.covariance * (1 - gainLevel),
      varSlope: prior.varSlope - gainSlope * prior.covariance,
    };
  }
  const scatter = Math.max(squares / Math.max(1, count), leastScatter);
  return {
    state: {
      ...state,
      varLevel: state.varLevel * scatter,
      covariance: state.covariance * scatter,
      varSlope: state.varSlope * scatter,
    },
    levelWalk: levelWalk * scatter,
    slopeWalk: slopeWalk * scatter,
    logLikelihood: -(logSum + count * Math.log(scatter)) / 2,
  };
}

/** The state a step later, with nothing measured. */
export function step(state: State, levelWalk: number, slopeWalk: number): State {
  const { level, slope, varLevel, covariance, varSlope } = state;
  return {
    level: level + DAMPING * slope,
    slope: DAMPING * slope,
    varLevel: varLevel + 2 * DAMPING * covariance + DAMPING ** 2 * varSlope + levelWalk,
    covariance: DAMPING * covariance + DAMPING ** 2 * varSlope,
    varSlope: DAMPING ** 2 * varSlope + slopeWalk,
  };
}

/** Whole steps, and the last one in part. */
function ahead(filter: Filter): Predictor {
  return (steps) => {
    const whole = Math.floor(steps);
    const [now, next] = [after(whole, filter), after(whole + 1, filter)];
    const part = steps - whole;
    return {
      value: now.value + part * (next.value - now.value),
      uncertainty: Math.sqrt(now.variance + part * (next.variance - now.variance)),
    };
  };
}

/** The level after so many whole steps, at once: a gap may be as long as it likes. */
export function after(
  steps: number,
  { state, levelWalk, slopeWalk }: Filter,
): { readonly value: number; readonly variance: number } {
  const { level, slope, varLevel, covariance, varSlope } = state;
  const sum = (1 - DAMPING ** steps) / (1 - DAMPING); // of the powers of the damping
  const sumOfSquares = (1 - DAMPING ** (2 * steps)) / (1 - DAMPING ** 2);
  const reach = DAMPING * sum; // how far the slope carries the level
  const walked = (DAMPING / (1 - DAMPING)) ** 2 * (steps - 2 * sum + sumOfSquares);
  return {
    value: level + reach * slope,
    variance: varLevel + 2 * reach * covariance + reach ** 2 * varSlope +
      levelWalk * steps + slopeWalk * walked,
  };
}
