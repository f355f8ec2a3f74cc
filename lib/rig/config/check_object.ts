import type { CheckedRig } from "./checked_rig.ts";
import { isMapping } from "./is_mapping.ts";
import { judgeRig } from "./judge_rig.ts";
import { ObjectPlaces } from "./places.ts";
import { ProblemList } from "./problem_list.ts";

/** A rig is five deep; what is deeper is wrong, or is somebody's own. */
const DEEPEST = 6;
/** Names that mean something else in an object. */
const RESERVED: readonly string[] = ["__proto__", "constructor", "prototype"];

/** What `checkRig()` does, loaded when it is first needed. */
export function checkObject(rig: unknown, file: string, finestPeriodMs: number): CheckedRig {
  const problems = new ProblemList(file, new ObjectPlaces(rig));
  return judgeRig(withoutUndefined(rig, problems, []), problems, finestPeriodMs);
}

/** The same without fields that are there and `undefined`, as programs leave them. */
function withoutUndefined(value: unknown, problems: ProblemList, path: string[]): unknown {
  if (path.length > DEEPEST) return value;
  if (Array.isArray(value)) {
    return Array.from(value, (item: unknown, at) => {
      return item === undefined ? null : withoutUndefined(item, problems, [...path, String(at)]);
    });
  }
  if (!isMapping(value)) return value;
  const fields = Object.entries(value).filter(([name, field]) => {
    if (!RESERVED.includes(name)) return field !== undefined;
    const expected = "a name that is none of JavaScript's own";
    problems.error([...path, name], { is: `is called "${name}"`, expected, atKey: true });
    return false;
  });
  return Object.fromEntries(
    fields.map(([name, field]) => [name, withoutUndefined(field, problems, [...path, name])]),
  );
}
