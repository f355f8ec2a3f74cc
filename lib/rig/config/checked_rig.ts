import type { Rig } from "../rig.ts";
import type { RigProblem } from "./rig_problem.ts";

/** A rig that can be run. */
export interface CheckedRig {
  /** The rig. */
  readonly rig: Rig;
  /** What is probably not meant, sorted by place. */
  readonly warnings: readonly RigProblem[];
}

/** A rig from a file. */
export interface LoadedRig extends CheckedRig {
  /** The file, as it was named. */
  readonly source: string;
}
