import type { RigHealth } from "./health/rig_health.ts";
import type { RigEnd } from "./rig_end.ts";
import type { SafeResult } from "./safe/safe_sequence.ts";

/** How a rig has ended. */
export interface RigReport {
  /** Its name. */
  readonly rig: string;
  /** Why it has ended. */
  readonly end: RigEnd;
  /** The same for people, escaped. */
  readonly why: string;
  /** Whether its safe state is known to be reached; true if it has none. */
  readonly isSafe: boolean;
  /** What became of the safe sequence; `undefined` if there is none. */
  readonly safe: SafeResult | undefined;
  /** What worked at the end, and what did not; counts of each sink. */
  readonly health: RigHealth;
  /** What did not end in time, or failed to: sinks, connections, the crash file. */
  readonly notDone: readonly string[];
  /** Where its crash file is; `undefined` if none was left. */
  readonly crashFile: string | undefined;
  /**
   * For the process: 0 stopped, 1 ended by a fault, both with the safe state known; 3 if it is not.
   */
  readonly exitCode: 0 | 1 | 3;
}
