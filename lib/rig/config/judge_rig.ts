import { nearestWord } from "../../base/nearest_word.ts";
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
import { remainsOf } from "./rig_remains.ts";
import type { CheckedRig } from "./checked_rig.ts";
import { rigSchema } from "./schema/rig_schema.ts";
import { schemaAt } from "./schema/schema_at.ts";

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
  const fields = isMapping(data) ? data : {};
  /** The names in a group; `undefined` if they may be in something else that was meant for it. */
  const namesIn = (group: keyof Rig): string[] | undefined => {
    if (isMapping(fields[group])) return Object.keys(fields[group]);
    return Object.hasOwn(fields, group) || isMisspelt(group, fields) ? undefined : [];
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
  if (rig === undefined || problems.hasErrors) {
    throw new RigError(sorted, remainsOf(draft, problems));
  }
  return { rig, warnings: sorted };
}

/** Whether a field is missing because its name is written wrong. */
function isMisspelt(name: keyof Rig, fields: Readonly<Record<string, unknown>>): boolean {
  const known = Object.keys(schemaAt(rigSchema, fields, [])?.entries ?? {});
  const unknown = Object.keys(fields).filter((key) => !known.includes(key));
  return unknown.slice(0, 20).some((key) => nearestWord(key, known) === name);
}
