import type { Clock } from "../../contract/clock.ts";
import { systemClock } from "../../base/system_clock.ts";
import type { CheckedRig } from "./checked_rig.ts";

export type { CheckedRig } from "./checked_rig.ts";

/** How {@linkcode checkRig} looks at a rig. */
export interface CheckRigOptions {
  /** What problems name as the file. Default: `rig`. */
  readonly file?: string | undefined;
  /** Whose timers keep the periods. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Checks that an object is a rig that can be run: every field, and what they say together, such as
 * names of instruments and channels, addresses, units of backups, thresholds, times. It opens no
 * device, reads no file and asks for no permission.
 *
 * @param rig What should be a rig.
 * @param options What it is called, and its clock.
 * @returns The rig as it is understood, and what is only suspicious. Rejects with a `RigError` that
 * has everything that is wrong.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { checkRig } from "@readout/readout/rig";
 *
 * const { rig, warnings } = await checkRig({
 *   name: "desk",
 *   channels: { load: { host: "cpu", everyMs: "250ms" } },
 * });
 * strictEqual(rig.channels["load"]?.everyMs, 250);
 * strictEqual(warnings.length, 0);
 * ```
 */
export async function checkRig(rig: unknown, options: CheckRigOptions = {}): Promise<CheckedRig> {
  const { file = "rig", clock = systemClock } = options;
  const { checkObject } = await import("./check_object.ts");
  return checkObject(rig, file, clock.finestPeriodMs ?? 0);
}
