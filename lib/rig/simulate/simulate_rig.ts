import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Transport } from "../../contract/transport.ts";
import type { FaultPlan } from "../../simulator/fault/fault_plan.ts";
import type { Rig } from "../rig.ts";
import type { Violation } from "./check/findings.ts";
import { Simulation } from "./simulation.ts";
import type { SimulationReport } from "./simulation_report.ts";

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
  /** Told how far it is, every ten simulated minutes; the simulation waits for it. */
  readonly onProgress?: ((progress: SimulationProgress) => void | PromiseLike<void>) | undefined;
  /** Takes everything that happens, as JSON lines; the simulation waits for it. */
  readonly onLines?: ((lines: string) => void | PromiseLike<void>) | undefined;
  /** Measures the heap, in bytes, after all that is garbage has been collected. */
  readonly heapBytes?: (() => number) | undefined;
  /** Stands between the rig and its network, for tests: connects in another way. */
  readonly between?:
    | ((address: string, open: () => Promise<Transport>) => Promise<Transport>)
    | undefined;
}

/**
 * Runs a rig in virtual time, as fast as the computer can: its instruments and sensors are simulated,
 * answer whatever it asks, and fail, go away and come back as the seed has it; so do sinks; the wall
 * clock steps. Checks all the while that what a rig promises holds.
 *
 * The same rig, seed and time give the same report, to the last byte of what happened. Nothing real is
 * touched: no instrument, no sensor, no file, and no function of the rig's own.
 *
 * @param rig The rig.
 * @param options How long, and the seed.
 * @returns What became of it; `violations` is empty if all held. Rejects with `signal.reason`.
 * @throws {TypeError} If the rig cannot be run.
 * @throws {RangeError} If the time is none.
 *
 * @example An hour of a generated signal
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const rig = { name: "demo", channels: { wave: { signal: "sine" } } };
 * const { violations, readings } = await simulateRig(rig, { days: 1 / 24 });
 * deepStrictEqual([violations, readings], [[], 3_600]);
 * ```
 */
export async function simulateRig(
  rig: Rig,
  options: SimulateRigOptions,
): Promise<SimulationReport> {
  if (!(options.days > 0 && options.days <= 3_660)) {
    throw new RangeError(`Cannot simulate ${options.days} days: it should be above 0, to 3660`);
  }
  options.signal?.throwIfAborted();
  return await new Simulation(rig, options).run();
}
