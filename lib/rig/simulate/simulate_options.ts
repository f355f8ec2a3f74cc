import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Transport } from "../../contract/transport.ts";
import type { FaultPlan } from "../../simulator/fault/fault_plan.ts";
import type { Violation } from "./check/findings.ts";

/** How far a simulation is. */
export interface SimulationProgress {
  /** How much time has passed in it, in ms. */
  readonly simulatedMs: number;
  /** Readings so far. */
  readonly readings: number;
  /** What did not hold so far: the first failures of each check. */
  readonly violations: readonly Violation[];
}

/** How a rig is simulated. */
export interface SimulateRigOptions extends AbortOptions {
  /** How many days of its time; a part of one will do. */
  readonly days: number;
  /** Chooses all that is left to chance. Default: 1. */
  readonly seed?: number | undefined;
  /** What befalls replies and connections in rough weather. Default: a little of everything. */
  readonly faults?: FaultPlan | undefined;
  /** Whether nothing goes wrong at all. Default: false. */
  readonly isCalm?: boolean | undefined;
  /** After how many days it makes a cut. Default: 5. */
  readonly cutDays?: number | undefined;
  /** Told how far it is, every ten simulated minutes; with one thread, the simulation waits for it. */
  readonly onProgress?: ((progress: SimulationProgress) => void | PromiseLike<void>) | undefined;
  /** Takes everything that happens, as JSON lines; the simulation waits for it. */
  readonly onLines?: ((lines: string) => void | PromiseLike<void>) | undefined;
  /** Measures the heap, in bytes, after all that is garbage has been collected. */
  readonly heapBytes?: (() => number) | undefined;
  /**
   * How many threads it may use; what comes of it is the same. Only one is used if lines or the heap
   * are asked for, or something stands between. Default: 1.
   */
  readonly threads?: number | undefined;
  /** Stands between the rig and its network, for tests: connects in another way. */
  readonly between?:
    | ((address: string, open: () => Promise<Transport>) => Promise<Transport>)
    | undefined;
}
