import type { Rig } from "../rig.ts";
import type { SimulateRigOptions } from "./simulate_options.ts";
import type { SimulationReport } from "./simulation_report.ts";

/**
 * Runs a rig in virtual time, as fast as the computer can: its instruments and sensors are simulated,
 * answer whatever it asks, and fail, go away and come back as the seed has it; so do sinks; the wall
 * clock steps. Checks all the while that what a rig promises holds.
 *
 * The same rig, seed and time give the same report, to the last byte of what happened. Nothing real is
 * touched: no instrument, no sensor, no file, and no function of the rig's own.
 *
 * Every few days it makes a cut: the rig is stopped and started again, and what comes does not depend
 * on what was, so that the stretches can be simulated at the same time.
 *
 * @param rig The rig.
 * @param options How long, and the seed.
 * @returns What became of it; `violations` is empty if all held. Rejects with `signal.reason`.
 * @throws {TypeError} If the rig cannot be run.
 * @throws {RangeError} If the time is none.
 *
 * @example An hour of a generated signal, in which nothing goes wrong
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const rig = { name: "demo", channels: { wave: { signal: "sine" } } };
 * const { violations, readings } = await simulateRig(rig, { days: 1 / 24, isCalm: true });
 * deepStrictEqual([violations, readings], [[], 3_601]);
 * ```
 */
export async function simulateRig(
  rig: Rig,
  options: SimulateRigOptions,
): Promise<SimulationReport> {
  const { days, cutDays = 5 } = options;
  if (!(days > 0 && days <= 3_660 && cutDays > 0)) {
    throw new RangeError(
      `Cannot simulate ${days} days, with a cut every ${cutDays}: both should be above 0, to 3660`,
    );
  }
  options.signal?.throwIfAborted();
  const { simulateStretches } = await import("./simulate_stretches.ts"); // with all that it takes
  return await simulateStretches(rig, { ...options, cutDays });
}
