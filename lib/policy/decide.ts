import type { FaultClass } from "./fault_class.ts";

/** What a plan allows, as the decision needs it: which classes each way out is for, and how often. */
export interface Allowance {
  /** Classes of fault that are worth the same attempt again. */
  readonly retryOn: ReadonlySet<FaultClass>;
  /** How often, for each source. */
  readonly retries: number;
  /** The same for each adjusted attempt, in the order in which they are tried. */
  readonly adjustments: readonly { readonly on: ReadonlySet<FaultClass>; readonly max: number }[];
}

/** How far a read has come. */
export interface Progress {
  /** Immediate retries of this source that are left. */
  readonly retriesLeft: number;
  /** Adjusted attempts of this source that are left, for each adjustment. */
  readonly adjustmentsLeft: readonly number[];
  /** Whether there is another source: none, one that can be switched to, or the one in use. */
  readonly backup: "none" | "idle" | "active";
}

/** An attempt has failed. */
export interface Failure {
  /** What its fault means. */
  readonly class: FaultClass;
  /** Why it must not be tried again, if it must not. */
  readonly excluded: string | undefined;
  /** Whether there is time for anything more. */
  readonly timeLeft: boolean;
}

/** What is done next. */
export type Decision =
  | { readonly kind: "retry"; readonly progress: Progress }
  | { readonly kind: "adjust"; readonly index: number; readonly progress: Progress }
  | { readonly kind: "switch"; readonly progress: Progress }
  | { readonly kind: "fail"; readonly why: GivenUp };

/** Why a read was given up. */
export type GivenUp = "excluded" | "fatal" | "bug" | "no time" | "exhausted";

/** Where a read starts. */
export function start(allowance: Allowance, backup: Progress["backup"]): Progress {
  return {
    retriesLeft: allowance.retries,
    adjustmentsLeft: allowance.adjustments.map(({ max }) => max),
    backup,
  };
}

/**
 * What is done after an attempt has failed (Hughes, Figure 11-11): a pure function of how far the
 * read has come.
 *
 * What is fatal, or a bug, goes to no backup: one that hides a mistake hides it for months.
 */
export function decide(allowance: Allowance, progress: Progress, failure: Failure): Decision {
  if (failure.excluded !== undefined) return { kind: "fail", why: "excluded" };
  if (failure.class === "fatal" || failure.class === "bug") {
    return { kind: "fail", why: failure.class };
  }
  if (!failure.timeLeft) return { kind: "fail", why: "no time" };
  const { retriesLeft, adjustmentsLeft, backup } = progress;
  if (retriesLeft > 0 && allowance.retryOn.has(failure.class)) {
    return { kind: "retry", progress: { ...progress, retriesLeft: retriesLeft - 1 } };
  }
  const index = allowance.adjustments.findIndex(({ on }, at) =>
    adjustmentsLeft[at]! > 0 && on.has(failure.class)
  );
  if (index >= 0) {
    const left = adjustmentsLeft.with(index, adjustmentsLeft[index]! - 1);
    return { kind: "adjust", index, progress: { ...progress, adjustmentsLeft: left } };
  }
  if (backup === "idle") return { kind: "switch", progress: start(allowance, "active") };
  return { kind: "fail", why: "exhausted" };
}
