import { printable } from "../../base/printable.ts";

/** The names, and the numbers in lists, that lead to a field of a rig: `["safe", 0, "name"]`. */
export type FieldPath = readonly (string | number)[];

/** Something in a rig that cannot be, or that is probably not meant. */
export interface RigProblem {
  /** Whether the rig cannot be run because of it. */
  readonly severity: "error" | "warning";
  /** The file, as it was named. */
  readonly file: string;
  /** The line, from 1; `undefined` in a program. */
  readonly line: number | undefined;
  /** The column, from 1, in UTF-16 code units; `undefined` in a program. */
  readonly column: number | undefined;
  /** The field, such as `channels.oven.everyMs`; empty for the rig as a whole. */
  readonly field: string;
  /** What is there, escaped: `is "fast"`, `is missing`. */
  readonly is: string;
  /** What should be there, escaped. */
  readonly expected: string;
  /** The known name that was probably meant. */
  readonly nearest: string | undefined;
}

/** Names that mean something else in an object. */
export const RESERVED: readonly string[] = ["__proto__", "constructor", "prototype"];

/** What is said of a field that does not exist. */
export const NO_FIELD = "is no field";

/**
 * A problem in one line, as compilers write it, so that editors find the place:
 * `rig.yaml:12:7: channels.oven.everyMs: is "fast"; should be a time of 1 ms or more`.
 */
export function textOfProblem(problem: RigProblem): string {
  const { severity, file, line, column, field, is, expected, nearest } = problem;
  const place = line === undefined ? "" : `:${line}:${column}`;
  const what = nearest !== undefined && is === NO_FIELD ? is : `${is}; should be ${expected}`;
  const meant = nearest === undefined ? "" : `; did you mean "${printable(nearest)}"?`;
  const parts = [printable(file) + place, severity === "warning" ? "warning" : "", field];
  return [...parts.filter((part) => part !== ""), what + meant].join(": ");
}

/** `channels["vessel.pressure"].limits.range[0]` */
export function fieldText(path: FieldPath): string {
  const text = path.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    return /^[a-z_$][\w$-]*$/i.test(key) ? `.${key}` : `[${quoted(key)}]`;
  }).join("");
  return text.startsWith(".") ? text.slice(1) : text;
}

/** A value of a rig in a few words: `"fast"`, `5`, `a list`. */
export function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a group of fields";
  if (typeof value === "function") return "a function";
  if (typeof value === "bigint") return printable(`${value}n`, 40);
  return printable(String(value), 40);
}

/** A text between quotes, escaped and bounded. */
export function quoted(text: string): string {
  return `"${printable(text.replaceAll(/["\\]/g, "\\$&"), 60)}"`;
}
