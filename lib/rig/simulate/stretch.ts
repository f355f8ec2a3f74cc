import type { Rig } from "../rig.ts";
import type { FaultPlan } from "../../simulator/fault/fault_plan.ts";

/** A part of a simulation: a rig that is started at a moment, and ends when its time is over. */
export interface Stretch {
  /** The rig, without functions: it can be sent to another thread. */
  readonly rig: Rig;
  /** Which part it is, from 0. */
  readonly at: number;
  /** When it begins, in ms of the simulation. */
  readonly startMs: number;
  readonly endMs: number;
  /** The simulation's. */
  readonly seed: number;
  readonly faults: FaultPlan | undefined;
  readonly isCalm: boolean;
}

const DAY_MS = 86_400_000;

/** The stretches of so many days, with a cut every `cutDays`. */
export function stretchesOf(
  days: number,
  cutDays: number,
  common: Omit<Stretch, "at" | "startMs" | "endMs">,
): Stretch[] {
  return Array.from({ length: Math.ceil(days / cutDays) }, (_, at) => ({
    ...common,
    at,
    startMs: Math.round(at * cutDays * DAY_MS),
    endMs: Math.round(Math.min(days, (at + 1) * cutDays) * DAY_MS),
  }));
}

/**
 * A rig without functions, in the place of which are marks: readers of the user's own become sensors,
 * and steps of the user's own do nothing.
 */
export function asData(rig: Rig): Rig {
  const channels = Object.entries(rig.channels).map(([name, plan]) => {
    if (!("read" in plan)) return [name, plan];
    const { read: _, ...policies } = plan;
    return [name, { ...policies, host: "own" }];
  });
  return {
    ...rig,
    channels: Object.fromEntries(channels),
    ...(rig.safe && {
      safe: rig.safe.map((step) => "run" in step ? { ...step, run: undefined as never } : step),
    }),
  };
}
