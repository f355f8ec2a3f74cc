import type { Channel, ReadCall } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { FaultCode } from "../contract/fault.ts";
import type { Random } from "../contract/random.ts";
import type { ReadoutError } from "../base/readout_error.ts";
import type { BreakerPlan } from "./breaker.ts";
import type { FailBackPlan } from "./fail_over.ts";
import type { FaultClass, FaultClassOverrides } from "./fault_class.ts";
import type { HoldPlan } from "./holdover/hold_plan.ts";
import type { Notice } from "./notice.ts";

/** Does something to a device between two attempts; stops when `call.signal` aborts. */
export type Step<T> = (call: ReadCall, source: Channel<T>) => void | PromiseLike<void>;

/** When an attempt is repeated as it was. */
export interface RetryPlan {
  /** How often, for each source. Default: 2. */
  readonly max?: number | undefined;
  /** After which faults. Default: `transient`, `link` and `content`. */
  readonly on?: readonly FaultClass[] | undefined;
  /** The longest pause before the first repetition, in ms; it doubles. Default: 100. */
  readonly firstPauseMs?: number | undefined;
  /** The longest pause of all, in ms. Default: 5000. */
  readonly longestPauseMs?: number | undefined;
}

/**
 * Something that is changed for an attempt.
 *
 * @typeParam T The type of the channel's values.
 */
export interface Adjustment<T> {
  /** Its name, for the path of the reading: `adjusted:NAME`. */
  readonly name: string;
  /** How often, for each source. Default: 1. */
  readonly max?: number | undefined;
  /** After which faults. Default: `transient`, `link`, `content` and `device`. */
  readonly on?: readonly FaultClass[] | undefined;
  /** The budget of such an attempt in ms, where a longer one is all that is changed. */
  readonly attemptMs?: number | undefined;
  /**
   * Changes it. What it returns restores it after the attempt, whatever came of that; without, the
   * change is kept.
   */
  readonly apply?:
    | ((call: ReadCall, source: Channel<T>) => Step<T> | void | PromiseLike<Step<T> | void>)
    | undefined;
}

/** A fault, as it is put to a plan's exclusions. */
export interface ExclusionCase {
  /** What was done. */
  readonly verb: "read" | "write";
  /** What went wrong. */
  readonly code: FaultCode;
  /** What that means. */
  readonly class: FaultClass;
}

/** Says why something must not be tried again; anything falsy allows it. */
export type Exclusion = (failure: ExclusionCase) => string | false | null | undefined;

/**
 * What is done when a read or a write fails, in the order of the fields.
 *
 * @typeParam T The type of the channel's values.
 */
export interface ResiliencePlan<T> {
  /** The hard end of everything below, in ms; a read's own `timeoutMs` takes its place. Default: 4000. */
  readonly totalMs?: number | undefined;
  /** The budget of one attempt, in ms. Default: 1000. */
  readonly attemptMs?: number | undefined;
  /** When a channel that fails is no longer asked. Default: never; `{}` for the usual figures. */
  readonly breaker?: BreakerPlan | undefined;
  /** Fault codes that mean something else here. */
  readonly classes?: FaultClassOverrides | undefined;
  /** What must not be tried again, and why. */
  readonly exclude?: readonly Exclusion[] | undefined;
  /** Whether a write may be repeated: writing the same twice is the same as once. Default: it may not. */
  readonly idempotentWrites?: boolean | undefined;
  /**
   * Brings the source back into step before it is asked again after a `link` or `content` fault. An
   * instrument's link does so by itself.
   */
  readonly resync?: Step<T> | undefined;
  /** The same again. */
  readonly retry?: RetryPlan | undefined;
  /** Something changed, in the order in which it is tried. */
  readonly adjust?: readonly Adjustment<T>[] | undefined;
  /** Another channel of the same unit; it stays in use until the first can be trusted. Never written. */
  readonly backup?: Channel<T> | undefined;
  /** When the first source is trusted again. */
  readonly failBack?: FailBackPlan | undefined;
  /** What stands in for a measurement for a while. Default: nothing does. */
  readonly hold?: HoldPlan | undefined;
  /** Whether a read that fails for good, holding included, is fatal. Default: no. */
  readonly critical?: boolean | undefined;
  /**
   * Told of a fault that is fatal, once until the channel has a value again: the place to start a
   * safe sequence.
   */
  readonly onFatal?: ((error: ReadoutError) => void) | undefined;
  /** Told of what an operator should know, such as a switch to the backup. */
  readonly onNotice?: ((notice: Notice) => void) | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** Where the pauses' randomness comes from. Default: seeded by the time and the channel's name. */
  readonly random?: Random | undefined;
}
