import type { ChannelPolicies } from "./channel_plan.ts";

/** The budget of a read that says nothing else, in ms. */
const TIMEOUT_MS = 4_000;
/** The budget of one attempt of several, in ms; more for what is slow by its instrument's plan. */
const ATTEMPT_MS = 1_000;

/** How long a read may take, in ms. */
export interface ReadBudget {
  /** All of it. */
  readonly timeoutMs: number;
  /** Each attempt, of its channel and of its backup. */
  readonly attemptMs: number;
}

/**
 * How long a read of a channel may take.
 *
 * @param replyTimeoutMs How long its instrument's reply may take, in ms, if its plan says it.
 */
export function readBudget(
  { timeoutMs = TIMEOUT_MS, retry, backup }: Partial<ChannelPolicies>,
  replyTimeoutMs = 0,
): ReadBudget {
  const triesAgain = (retry?.max ?? 0) > 0 || backup !== undefined;
  const attemptMs = triesAgain ? Math.min(timeoutMs, ATTEMPT_MS + replyTimeoutMs) : timeoutMs;
  return { timeoutMs, attemptMs };
}
