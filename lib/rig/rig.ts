import type { ChannelPlan } from "./channel_plan.ts";
import type { InstrumentPlan } from "./instrument_plan.ts";
import type { SafeStep } from "./safe_step.ts";

/**
 * A user's set of named channels, with what to do when something fails. It is data: nothing is
 * opened before `runRig()`. A YAML file says the same by the same names, but for functions.
 *
 * @typeParam I The names of the instruments.
 */
export interface Rig<I extends string = string> {
  /** Its name, for logs and the crash file. */
  readonly name: string;
  /** What is opened, all at once, each by its startup policy. */
  readonly instruments?: Readonly<Record<I, InstrumentPlan>> | undefined;
  /** What is read. The key is the channel's name. */
  readonly channels: Readonly<Record<string, ChannelPlan<NoInfer<I>>>>;
  /** How often channels are read that do not say it, in ms. Default: 1000. */
  readonly everyMs?: number | undefined;
  /** What stops the rig by the value of a channel, or holds it up. */
  readonly interlocks?: Readonly<Record<string, InterlockPlan>> | undefined;
  /**
   * What brings it into a safe state, written in the order in which things were switched on, and run
   * from the last to the first.
   */
  readonly safe?: readonly SafeStep<NoInfer<I>>[] | undefined;
  /** How long all of `safe` may take, in ms. Default: 10000. */
  readonly safeTimeoutMs?: number | undefined;
}

/** Something that must not be, by the value of a channel. A bad reading counts as not allowed. */
export interface InterlockPlan {
  /** The channel, which must give numbers. */
  readonly channel: string;
  /** At this or above, it is not allowed. */
  readonly suspendAbove?: number | undefined;
  /** Below this it is allowed again. */
  readonly resumeBelow?: number | undefined;
  /** At this or below, it is not allowed. */
  readonly suspendBelow?: number | undefined;
  /** Above this it is allowed again. */
  readonly resumeAbove?: number | undefined;
  /**
   * What happens: `safe` runs the safe sequence and ends the rig; `report` says so, in the rig's
   * health, until it is allowed again. Default: `safe`.
   */
  readonly then?: "safe" | "report" | undefined;
}
