import type { Rig } from "../rig.ts";
import { checkBackups } from "./check/check_backups.ts";
import { checkChannels } from "./check/check_channels.ts";
import { checkInstruments } from "./check/check_instruments.ts";
import { checkInterlocks } from "./check/check_interlocks.ts";
import { checkSafe } from "./check/check_safe.ts";
import { KnownSensors } from "./check/known_sensors.ts";
import type { RigCheck } from "./check/rig_check.ts";
import { checkShape } from "./check_shape.ts";
import { isMapping } from "./is_mapping.ts";
import type { ProblemList } from "./problem_list.ts";
import { RigError } from "./rig_error.ts";
import type { CheckedRig } from "./checked_rig.ts";

/**
 * Judges a rig: each field for itself, and what they say together. Opens and asks nothing.
 *
 * @param data What should be a rig.
 * @param problems What is already known of it, such as mistakes in its file.
 * @throws {RigError} If there is any error, with all that there is.
 */
export function judgeRig(
  data: unknown,
  problems: ProblemList,
  finestPeriodMs: number,
): CheckedRig {
  const { rig, draft } = checkShape(data, problems);
  const namesIn = (group: keyof Rig): string[] => {
    const things = isMapping(data) ? data[group] : undefined;
    return isMapping(things) ? Object.keys(things) : [];
  };
  const check: RigCheck = {
    ...{ draft, problems, finestPeriodMs },
    instruments: namesIn("instruments"),
    channels: namesIn("channels"),
  };
  const sensors = new KnownSensors();
  checkInstruments(check);
  checkChannels(check, sensors);
  checkBackups(check, sensors);
  checkInterlocks(check, sensors);
  checkSafe(check);
  const sorted = problems.sorted();
  if (rig === undefined || problems.hasErrors) throw new RigError(sorted);
  return { rig, warnings: sorted };
}
