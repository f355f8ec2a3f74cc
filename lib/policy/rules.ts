import type { FaultClass } from "./fault_class.ts";
import type { Allowance } from "./decide.ts";
import type { Pauses } from "./full_jitter.ts";
import type { Adjustment, Exclusion, ResiliencePlan } from "./resilience_plan.ts";
import { checkTimeout } from "../channel/check_timeout.ts";

const RETRY_ON: readonly FaultClass[] = ["transient", "link", "content"];
const ADJUST_ON: readonly FaultClass[] = ["transient", "link", "content", "device"];

/** A plan's figures, checked and complete. */
export interface Rules<T> {
  readonly attemptMs: number;
  readonly pauses: Pauses;
  readonly reads: Allowance;
  readonly readExclusions: readonly Exclusion[];
  readonly writeExclusions: readonly Exclusion[];
  readonly adjustments: readonly Adjustment<T>[];
}

/** The most attempts that a plan may ask for of one source, so that a log of them stays short. */
export const MOST_REPETITIONS = 20;

/**
 * The rules of a plan.
 *
 * @throws {RangeError} If a time is not a finite number above 0, or a count not an integer >= 0.
 */
export function rulesOf<T>(plan: ResiliencePlan<T>): Rules<T> {
  const { retry = {}, adjust = [], exclude = [], attemptMs = 1_000 } = plan;
  const { max = 2, on = RETRY_ON, firstPauseMs = 100, longestPauseMs = 5_000 } = retry;
  checkTimeout(attemptMs);
  for (const adjustment of adjust) checkTimeout(adjustment.attemptMs ?? attemptMs);
  checkTimes({ firstPauseMs, longestPauseMs });
  const adjustments = adjust.map(({ on = ADJUST_ON, max = 1 }) => ({ on: new Set(on), max }));
  const repetitions = [max, ...adjustments.map(({ max }) => max)];
  const sum = repetitions.reduce((a, b) => a + b);
  if (!repetitions.every((count) => Number.isInteger(count) && count >= 0)) {
    throw new RangeError(
      `Cannot make a channel resilient: each max must be an integer >= 0, got ${repetitions}`,
    );
  }
  if (sum > MOST_REPETITIONS) {
    throw new RangeError(
      `Cannot make a channel resilient: it may be tried again ${MOST_REPETITIONS} times at most, ` +
        `not ${sum}`,
    );
  }
  return {
    attemptMs,
    pauses: { firstMs: firstPauseMs, longestMs: longestPauseMs },
    reads: { retryOn: new Set(on), retries: max, adjustments },
    readExclusions: exclude,
    writeExclusions: plan.idempotentWrites ? exclude : [mayHaveHappened, ...exclude],
    adjustments: adjust,
  };
}

/** Why a write is not repeated unless its plan says that it may be. */
function mayHaveHappened(): string {
  return "the write may have happened";
}

function checkTimes(times: Readonly<Record<string, number>>): void {
  for (const [name, ms] of Object.entries(times)) {
    if (ms >= 0 && ms < Infinity) continue;
    throw new RangeError(
      `Cannot make a channel resilient: ${name} must be finite and >= 0, got ${ms}`,
    );
  }
}
