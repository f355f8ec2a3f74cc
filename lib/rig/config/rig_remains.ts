import type { InstrumentPlan } from "../instrument_plan.ts";
import type { Rig } from "../rig.ts";
import type { SafeStep } from "../safe_step.ts";
import type { ProblemList } from "./problem_list.ts";
import type { RigDraft } from "./rig_draft.ts";

/** What is right of a rig that is wrong elsewhere, as far as it makes the rig safe. */
export interface RigRemains {
  /** For `makeSafe()`: the steps that are right, with the instruments that are right; no channels. */
  readonly rig: Rig;
  /** Whether that is its safe sequence as it is written, and nothing of it is missing. */
  readonly isWhole: boolean;
}

/**
 * What can still make a rig safe, if there is a step of its safe sequence that is right, and whose
 * instrument is.
 *
 * @param draft What is right of it, field by field.
 * @param problems What is wrong with it.
 */
export function remainsOf(
  { name = "a rig without a name", instruments = {}, safe = [], safeTimeoutMs }: RigDraft,
  problems: ProblemList,
): RigRemains | undefined {
  const right = Object.entries(instruments).filter(([name]) => {
    return !problems.isWrong(["instruments", name]);
  });
  const open = Object.fromEntries(right) as Readonly<Record<string, InstrumentPlan>>;
  const steps = [...safe] as (SafeStep | undefined)[];
  const kept = steps.filter((step, at): step is SafeStep => {
    if (step === undefined || problems.isWrong(["safe", at])) return false;
    return !("instrument" in step) || Object.hasOwn(open, step.instrument);
  });
  if (kept.length === 0) return undefined;
  const isWhole = kept.length === steps.length && !problems.isWrong(["safe"]);
  const rig = { name, instruments: open, channels: {}, safe: kept, safeTimeoutMs };
  return { rig, isWhole };
}
