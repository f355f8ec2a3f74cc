import type { LimitsPlan } from "../../channel_plan.ts";
import type { ProblemList } from "../problem_list.ts";
import type { FieldPath } from "../rig_problem.ts";

const RISING = ["low", "lowWarning", "highWarning", "high"] as const;

/** Checks that limits leave room for a value. */
export function checkLimits(limits: LimitsPlan, path: FieldPath, problems: ProblemList): void {
  const { range, alarm } = limits;
  const [low = NaN, high = NaN] = range ?? [];
  if (low > high) {
    const expected = "[lowest, highest], the lowest first";
    problems.error([...path, "range"], { is: `is [${low}, ${high}]`, expected });
  }
  if (alarm === undefined) return;
  let before: typeof RISING[number] | undefined;
  for (const name of RISING) {
    const limit = alarm[name];
    if (limit === undefined) continue;
    const lower = before === undefined ? undefined : alarm[before];
    if (lower !== undefined && limit < lower) {
      const expected = `${lower} or more, which is ${before}: limits rise from low to high`;
      problems.error([...path, "alarm", name], { is: `is ${limit}`, expected });
    } else before = name;
    if (!(low <= high) || (limit >= low && limit <= high)) continue;
    const is = `is ${limit}, outside of the range`;
    problems.warn([...path, "alarm", name], { is, expected: `from ${low} to ${high}` });
  }
  checkHysteresis(alarm, [...path, "alarm", "hysteresis"], problems);
}

/** An alarm must be able to end: between the innermost limits there is room on both sides. */
function checkHysteresis(
  { low, lowWarning, highWarning, high, hysteresis = 0 }: NonNullable<LimitsPlan["alarm"]>,
  path: FieldPath,
  problems: ProblemList,
): void {
  const bottom = Math.max(low ?? -Infinity, lowWarning ?? -Infinity);
  const top = Math.min(high ?? Infinity, highWarning ?? Infinity);
  const room = top - bottom;
  if (hysteresis === 0 || !(room >= 0) || 2 * hysteresis < room) return;
  const expected = `less than ${room / 2}, half of what is between ${bottom} and ${top}`;
  problems.error(path, { is: `is ${hysteresis}, so an alarm never ends`, expected });
}
