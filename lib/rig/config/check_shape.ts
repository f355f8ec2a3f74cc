import { nearestWord } from "../../base/nearest_word.ts";
import { type BaseIssue, safeParse } from "../../deps/valibot.ts";
import type { Rig } from "../rig.ts";
import { isMapping } from "./is_mapping.ts";
import type { ProblemList } from "./problem_list.ts";
import { type FieldPath, NO_FIELD, shown } from "./rig_problem.ts";
import type { RigDraft } from "./rig_draft.ts";
import { oneOf } from "./schema/one_of.ts";
import { rigSchema } from "./schema/rig_schema.ts";
import { schemaAt } from "./schema/schema_at.ts";

/** What became of a rig's fields. */
export interface Shape {
  /** The rig; `undefined` if a field cannot be. */
  readonly rig: Rig | undefined;
  /** What is right of it. */
  readonly draft: RigDraft;
}

/** Checks each field of a rig for itself: that it is known, that it is there, and its value. */
export function checkShape(data: unknown, problems: ProblemList): Shape {
  const result = safeParse(rigSchema, data);
  if (result.success) return { rig: result.output, draft: result.output as RigDraft };
  const draft: unknown = result.output;
  const seen = new Set<string>();
  for (const issue of result.issues) {
    const path = (issue.path ?? []).map(({ key }) => key as string | number);
    const id = JSON.stringify(path);
    if (seen.has(id)) continue; // the same, said by two schemas
    seen.add(id);
    report(issue, path, data, problems);
    remove(draft, path);
  }
  return { rig: undefined, draft: isMapping(draft) ? draft as RigDraft : {} };
}

function report(
  issue: BaseIssue<unknown>,
  path: FieldPath,
  data: unknown,
  problems: ProblemList,
): void {
  const last = issue.path?.at(-1);
  const isThere = typeof last?.input === "object" && last.input !== null &&
    Object.hasOwn(last.input, String(last.key));
  if (isThere && last?.value === undefined) return; // its reader has said why
  const parent = path.slice(0, -1);
  if (last?.origin === "key" && isMapping(last.input)) {
    const { entries = {} } = schemaAt(rigSchema, data, parent) ?? {};
    const known = Object.keys(entries);
    const unknown = Object.keys(last.input).filter((key) => !known.includes(key));
    if (issue.expected === "never") {
      for (const key of unknown) {
        const finding = { is: NO_FIELD, expected: oneOf(known), word: key, known };
        problems.error([...parent, key], { ...finding, atKey: true });
      }
      return;
    }
    const isMisspelt = unknown.slice(0, 20).some((key) => nearestWord(key, known) === last.key);
    if (isMisspelt) return; // which is said there
    const expected = expectedBy(schemaAt(entries[String(last.key)], [], [])?.message, issue);
    return problems.error(path, { is: "is missing", expected });
  }
  const value = path.reduce<unknown>((it, key) => (it as Record<string, unknown>)[key], data);
  const words = schemaAt(rigSchema, data, path)?.options?.filter((it) => typeof it === "string");
  const hint = typeof value === "string" && words ? { word: value, known: words } : {};
  const is = path.length > 0 && !isThere ? "is missing" : `is ${shown(value)}`;
  problems.error(path, { is, expected: issue.message, ...hint });
}

function expectedBy(message: unknown, issue: BaseIssue<unknown>): string {
  return typeof message === "string" ? message : issue.message;
}

/** Takes out what is wrong, so that the rest can be judged. */
function remove(draft: unknown, path: FieldPath): void {
  const parent = path.slice(0, -1).reduce<unknown>(
    (it, key) => (it as Record<string, unknown> | null | undefined)?.[key],
    draft,
  );
  const key = path.at(-1);
  if (key === undefined || typeof parent !== "object" || parent === null) return;
  (parent as Record<string | number, unknown>)[key] = undefined;
}
