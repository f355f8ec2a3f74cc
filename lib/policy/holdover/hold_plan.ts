/** What stands in for a measurement: a value, and how far it may be off. */
export interface Prediction {
  /** The value, in the channel's unit. */
  readonly value: number;
  /** Its standard uncertainty (k = 1), in the same unit. */
  readonly uncertainty: number;
}

/** What a model of your own predicts from. */
export interface Measured {
  /** The last good values, oldest first, at most 60, and when each was measured, in monotonic ms. */
  readonly values: readonly { readonly value: number; readonly monoMs: number }[];
  /** The noise of a single measurement (k = 1), estimated from their differences. */
  readonly noise: number;
}

/**
 * Predicts, for a while, from what was measured.
 *
 * @param measured What is known.
 * @param aheadMs How long after the last measurement, in ms.
 */
export type Model = (measured: Measured, aheadMs: number) => Prediction;

/** What a channel says while it cannot measure. */
export interface HoldPlan {
  /**
   * How it predicts.
   *
   * - `hold`: the last value, smoothed; its uncertainty grows as that of a random walk
   * - `trend`: level and slope go on, the slope fading by 2 % a step: the best for what moves
   * - a function: a model of your own
   *
   * Text and booleans are held as they were. Default: `hold`.
   */
  readonly by?: "hold" | "trend" | Model | undefined;
  /** How long at most, in ms. Default: ten times the usual time between readings, at most 60 s. */
  readonly maxAgeMs?: number | undefined;
  /** How uncertain it may become (k = 1), in the channel's unit. Default: any. */
  readonly maxUncertainty?: number | undefined;
  /** The fastest that the quantity can change, in its unit a second; `hold` counts with it. */
  readonly maxRatePerS?: number | undefined;
}
