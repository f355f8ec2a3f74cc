import type { Fault } from "../contract/fault.ts";

/**
 * What an operator should know of a channel that survives faults.
 *
 * - `switched`: the backup is in use
 * - `switched-back`: the first source is in use again
 * - `breaker-opened`: it is not asked for a while
 * - `breaker-closed`: it is asked as usual again
 * - `lives-on-retries`: more than 5 % of its last hundred reads needed another attempt
 * - `not-restored`: what was changed for an attempt could not be changed back yet
 * - `holding`: its values are predictions from now on
 * - `measuring`: it measures again; `innovation` says how many standard deviations off the prediction was
 */
export type Notice =
  | { readonly kind: "switched"; readonly channel: string; readonly to: string }
  | { readonly kind: "switched-back"; readonly channel: string; readonly to: string }
  | { readonly kind: "breaker-opened"; readonly channel: string; readonly fault: Fault }
  | { readonly kind: "breaker-closed"; readonly channel: string }
  | { readonly kind: "lives-on-retries"; readonly channel: string; readonly share: number }
  | {
    readonly kind: "not-restored";
    readonly channel: string;
    readonly adjustment: string;
    readonly fault: Fault;
  }
  | { readonly kind: "holding"; readonly channel: string; readonly fault: Fault }
  | {
    readonly kind: "measuring";
    readonly channel: string;
    readonly innovation: number | undefined;
  };

/** Tells of a {@linkcode Notice}; never throws. */
export type Notify = (notice: Notice) => void;
