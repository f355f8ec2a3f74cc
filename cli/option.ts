import type { Kind } from "./kind.ts";

/** One option of a command. */
export interface Option<T> {
  /** Its name, without dashes. */
  readonly name: string;
  /** What its value looks like; `undefined` if it takes none. */
  readonly kind: Kind<unknown> | undefined;
  /** Makes what the command gets of all values that were given. */
  readonly collect: (values: readonly unknown[]) => T;
  /** Whether it may be given more than once. */
  readonly isRepeatable: boolean;
}

/** An option with a value, `undefined` if it is not given. */
export function one<T>(name: string, kind: Kind<T>): Option<T | undefined> {
  return { name, kind, collect: ([value]) => value as T | undefined, isRepeatable: false };
}

/** An option with a value that may be given again and again. */
export function many<T>(name: string, kind: Kind<T>): Option<readonly T[]> {
  return { name, kind, collect: (values) => values as readonly T[], isRepeatable: true };
}

/** An option without a value. */
export function flag(name: string): Option<boolean> {
  return { name, kind: undefined, collect: ([given]) => given === true, isRepeatable: true };
}
