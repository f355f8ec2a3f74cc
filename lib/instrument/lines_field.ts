import { printable } from "../base/printable.ts";
import { type PairsOptions, parsePairs } from "../protocol/framing/pairs.ts";
import type { Find, Found } from "./heard_mailbox.ts";

/** A column of a line. */
export interface LineColumn {
  /** Which, from 1. */
  readonly column: number;
  /** What is between two columns. Default: `","`. Spaces around a column do not count. */
  readonly separator?: string | undefined;
}

/**
 * Where a value is in a line: the name of a pair (`t` of `t=21.4;h=40`), a regular expression whose
 * first group it is, or a column.
 */
export type Where = string | RegExp | LineColumn;

/** As in `parsePairs()`: nothing looser, because a number that lost a digit is another number. */
const NUMBER = /^[+-]?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?$/;

/**
 * Finds the text of a field in a line; `undefined` if the line has no such field.
 *
 * @throws {RangeError | TypeError} If the column or expression is none.
 */
export function fieldFinder(where: RegExp | LineColumn): (line: string) => string | undefined {
  if (where instanceof RegExp) {
    const expression = new RegExp(where.source, where.flags.replace(/[gy]/g, ""));
    if (new RegExp(`${expression.source}|`, expression.flags).exec("")!.length < 2) {
      throw new TypeError(`Cannot find a value by ${where}: it needs a group (…) around the value`);
    }
    return (line) => expression.exec(line)?.[1];
  }
  const { column, separator = "," } = where;
  if (!(Number.isInteger(column) && column >= 1)) {
    throw new RangeError(`Cannot find a value: column must be an integer >= 1, got ${column}`);
  }
  return (line) => line.split(separator)[column - 1]?.trim();
}

/** Finds a number in lines, by a regular expression or a column. */
export function numberFinder(where: RegExp | LineColumn): Find<string, number> {
  const find = fieldFinder(where);
  return (line) => {
    const text = find(line);
    return text === undefined ? undefined : numberOf(text);
  };
}

/** The number that a text is, all of it. */
export function numberOf(text: string): Found<number> {
  const value = Number(text);
  if (NUMBER.test(text) && Number.isFinite(value)) return { kind: "value", value };
  return { kind: "bad", code: "frame.bad", why: `"${printable(text, 80)}" is no number` };
}

/**
 * Finds numbers by name in lines such as `t=21.4;h=40`. A line that has the name and is not all
 * well-formed is bad. The finders of one device share their work: each line is read once.
 */
export function pairFinders(
  options: PairsOptions<string> = {},
): (name: string) => Find<string, number> {
  const { separator = ";", assign = "=" } = options;
  let last: { readonly line: string; readonly pairs: ReturnType<typeof parsePairs> } | undefined;
  return (name) => (line) => {
    if (!`${separator}${line}`.includes(`${separator}${name}${assign}`)) return undefined;
    if (last?.line !== line) last = { line, pairs: parsePairs(line, options) };
    const { pairs } = last;
    if (pairs.kind === "bad") return { kind: "bad", code: "frame.bad", why: pairs.why };
    return { kind: "value", value: pairs.value[name]! };
  };
}
