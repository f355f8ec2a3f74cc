import type { Clock } from "../../../contract/clock.ts";

/** What is checked in every simulation. */
export const CHECKS: Readonly<Record<CheckName, string>> = {
  pairing: "every value is an answer to its own question",
  punctuality: "no channel is delayed by another",
  account: "produced = delivered + counted gaps, in every sink",
  staleness: "what is stale is shown as stale, in time",
  limits: "what leaves its limits is told, and ends what it must",
  safety: "the safe state is reached in order, once, in time",
  growth: "nothing grows",
};

/** The name of a check. */
export type CheckName =
  | "pairing"
  | "punctuality"
  | "account"
  | "staleness"
  | "limits"
  | "safety"
  | "growth";

/** A check that has failed. */
export interface Violation {
  /** Which check. */
  readonly check: CheckName;
  /** When, in ms of the simulation. */
  readonly atMs: number;
  /** What is, and what should be. */
  readonly what: string;
}

/** How many violations are kept of each check. */
const KEPT = 5;

/** What checks have found. */
export class Findings {
  readonly #clock: Clock;
  readonly #onViolation: (violation: Violation) => void;
  readonly #times: Record<CheckName, number>;
  readonly #failed: Record<CheckName, number>;
  readonly #kept: Violation[] = [];

  /** Has found nothing. */
  constructor(clock: Clock, onViolation: (violation: Violation) => void) {
    const none = Object.fromEntries(Object.keys(CHECKS).map((name) => [name, 0]));
    this.#clock = clock;
    this.#onViolation = onViolation;
    this.#times = { ...none } as Record<CheckName, number>;
    this.#failed = { ...none } as Record<CheckName, number>;
  }

  /** The first violations of each check. */
  get violations(): readonly Violation[] {
    return this.#kept;
  }

  /** How often a check was made. */
  times(check: CheckName): number {
    return this.#times[check];
  }

  /** How often a check has failed. */
  failed(check: CheckName): number {
    return this.#failed[check];
  }

  /** A check is made: if it does not hold, says what is. */
  check(check: CheckName, holds: boolean, what: () => string): void {
    this.looked(check);
    if (!holds) this.fails(check, what());
  }

  /** A check is made, so often. */
  looked(check: CheckName, times = 1): void {
    this.#times[check] += times;
  }

  /** A check does not hold: what is, and what should be. */
  fails(check: CheckName, what: string): void {
    if (this.#failed[check]++ >= KEPT) return;
    const violation = { check, atMs: this.#clock.nowMs(), what };
    this.#kept.push(violation);
    this.#onViolation(violation);
  }
}
