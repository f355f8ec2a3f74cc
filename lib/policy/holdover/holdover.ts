import { tell } from "../tell.ts";
import { dampedTrend } from "./damped_trend.ts";
import type { HoldPlan, Measured, Prediction } from "./hold_plan.ts";
import { holdLast, type Predictor } from "./hold_last.ts";
import { type Measurement, MeasurementRecord } from "./record.ts";

/** What stands in for a measurement. */
export interface Held<T> {
  readonly value: T;
  /** Its standard uncertainty; `undefined` where nothing can be said. */
  readonly uncertainty: number | undefined;
  /** How long ago it was really measured, in ms. */
  readonly ageMs: number;
  /** Whether it is the first since the last measurement. */
  readonly isFirst: boolean;
}

/** What a new measurement says about the predictions before it. */
export interface Return {
  /** Whether there were predictions before it. */
  readonly returned: boolean;
  /** How far off they were, in standard deviations, if they were still good for anything. */
  readonly innovation: number | undefined;
  /** Whether the measurement can be believed. */
  readonly plausible: boolean;
}

const MOST_SIGMA = 5;
const LONGEST_MS = 60_000;
const USUAL: Return = { returned: false, innovation: undefined, plausible: true };

/** Stands in for a channel's measurements for a while. Told the time, it waits for nothing. */
export class Holdover<T> {
  readonly #plan: HoldPlan;
  readonly #record = new MeasurementRecord<T>();
  #predictor: Predictor | undefined;
  #holding = false;
  #doubted: Measurement<T> | undefined;

  /** Makes one that knows nothing yet, and therefore predicts nothing. */
  constructor(plan: HoldPlan) {
    for (const name of ["maxAgeMs", "maxUncertainty", "maxRatePerS"] as const) {
      const most = plan[name];
      if (most === undefined || most > 0) continue;
      throw new RangeError(`Cannot hold: ${name} must be a number > 0, got ${most}`);
    }
    this.#plan = plan;
  }

  /**
   * Takes a good measurement. The first after a prediction is compared with it; one that is more
   * than 5 standard deviations off is not believed until the next agrees with it.
   */
  learn({ value, monoMs }: Measurement<T>): Return {
    const measurement = { value, monoMs };
    const returned = this.#holding;
    const doubted = this.#doubted;
    if (!returned && doubted === undefined) {
      this.#add(measurement);
      return USUAL;
    }
    const innovation = this.#innovationOf(measurement);
    this.#holding = false;
    const isExpected = innovation === undefined || innovation <= MOST_SIGMA;
    const isConfirmed = doubted !== undefined && this.#agree(doubted, measurement);
    if (!isExpected && !isConfirmed) {
      this.#doubted = measurement;
      return { returned, innovation, plausible: false };
    }
    this.#doubted = undefined;
    if (!isExpected) { // it has really changed meanwhile: what was before tells nothing any more
      this.#record.clear();
      this.#add(doubted!);
    }
    this.#add(measurement);
    return { returned, innovation, plausible: true };
  }

  /** What stands in for a measurement now; nothing if too old, too uncertain, or unknown. */
  predict(nowMs: number): Held<T> | undefined {
    const { last } = this.#record;
    if (last === undefined) return undefined;
    const ageMs = nowMs - last.monoMs;
    if (!(ageMs <= this.#maxAgeMs)) return undefined;
    const { maxUncertainty } = this.#plan;
    const prediction = typeof last.value === "number" ? this.#predictionAt(nowMs) : undefined;
    const uncertainty = prediction?.uncertainty;
    if (typeof last.value === "number" && prediction === undefined && this.#record.isEnough) {
      return undefined; // the model gave nothing
    }
    if (maxUncertainty !== undefined && !(uncertainty! <= maxUncertainty)) return undefined;
    const isFirst = !this.#holding;
    this.#holding = true;
    return { value: (prediction?.value ?? last.value) as T, uncertainty, ageMs, isFirst };
  }

  get #maxAgeMs(): number {
    const { stepMs } = this.#record;
    const usualMs = stepMs === Infinity ? 0 : Math.min(LONGEST_MS, 10 * stepMs);
    return this.#plan.maxAgeMs ?? usualMs;
  }

  #add(measurement: Measurement<T>): void {
    this.#record.add(measurement);
    this.#predictor = undefined;
  }

  /** A prediction with its uncertainty, if enough is known for one. */
  #predictionAt(nowMs: number): Prediction | undefined {
    const { last, stepMs, isEnough } = this.#record;
    if (last === undefined || !isEnough || !(stepMs > 0)) return undefined;
    this.#predictor ??= this.#makePredictor(stepMs);
    let prediction: Prediction | undefined;
    tell((steps: number) => prediction = this.#predictor!(steps), (nowMs - last.monoMs) / stepMs);
    const isUsable = prediction !== undefined && Number.isFinite(prediction.value) &&
      prediction.uncertainty >= 0 && prediction.uncertainty < Infinity;
    return isUsable ? prediction : undefined;
  }

  #makePredictor(stepMs: number): Predictor {
    const { by = "hold", maxRatePerS = 0 } = this.#plan;
    const { numbers, noise } = this.#record;
    if (by === "hold") return holdLast(numbers, noise, maxRatePerS * stepMs / 1_000);
    if (by === "trend") return dampedTrend(numbers, noise.scatter);
    const measured: Measured = {
      values: this.#record.measurements as readonly Measurement<number>[],
      noise: Math.sqrt(noise.scatter),
    };
    return (steps) => by(measured, steps * stepMs);
  }

  /** How many standard deviations a measurement is off its prediction. */
  #innovationOf({ value, monoMs }: Measurement<T>): number | undefined {
    const { last, noise } = this.#record;
    if (typeof value !== "number" || last === undefined) return undefined;
    if (monoMs - last.monoMs > this.#maxAgeMs) return undefined;
    const prediction = this.#predictionAt(monoMs);
    if (prediction === undefined) return undefined;
    const off = Math.abs(value - prediction.value);
    return off === 0 ? 0 : off / Math.sqrt(prediction.uncertainty ** 2 + noise.scatter);
  }

  /** Whether a second measurement says the same as the first, by their noise or beside their jump. */
  #agree(first: Measurement<T>, second: Measurement<T>): boolean {
    const apart = Math.abs(Number(second.value) - Number(first.value));
    const { noise, last, stepMs } = this.#record;
    const steps = (second.monoMs - first.monoMs) / stepMs;
    const sigma = Math.sqrt(2 * noise.scatter + noise.walk * steps);
    const jump = Math.abs(Number(first.value) - Number(last?.value));
    return apart <= Math.max(MOST_SIGMA * sigma, jump / 10);
  }
}
