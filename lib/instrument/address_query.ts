import { nearestWord } from "../base/nearest_word.ts";
import { printable } from "../base/printable.ts";

/** The integers that an option takes. */
export interface IntegerRange {
  readonly from: number;
  readonly to: number;
}

/** What an address may say after its `?`: for each name the values it takes. */
export type QueryKeys<T> = {
  readonly [K in keyof T]-?: readonly NonNullable<T[K]>[] | IntegerRange;
};

/**
 * Reads `baudRate=9600&parity=even`.
 *
 * @typeParam T The names, and the types of their values.
 * @throws {TypeError} If a name is unknown (saying which is near) or comes twice, or its value is
 * none of those that it takes.
 */
export function readQuery<T>(query: string, keys: QueryKeys<T>): Partial<T> {
  const names = Object.keys(keys);
  const values: Record<string, unknown> = {};
  for (const [name, text] of queryPairs(query)) {
    if (!names.includes(name)) throw unknownName(name, names);
    if (Object.hasOwn(values, name)) {
      throw new TypeError(`Cannot read the address: it says ${name} twice`);
    }
    values[name] = valueOf(name, text, keys[name as keyof T]);
  }
  return values as Partial<T>;
}

/** The pairs in a query, in order. Both sides are percent-encoded; `+` is a plus. */
export function queryPairs(query: string): [name: string, text: string][] {
  if (query === "") return [];
  return query.split("&").map((pair) => {
    const at = pair.indexOf("=");
    if (at < 0) {
      throw new TypeError(
        `Cannot read "${printable(pair, 40)}" in the address: an option is NAME=VALUE`,
      );
    }
    return [percentDecoded(pair.slice(0, at)), percentDecoded(pair.slice(at + 1))];
  });
}

/** The error of a name that an address does not take, with the one that was probably meant. */
export function unknownName(name: string, names: readonly string[]): TypeError {
  const near = nearestWord(name, names);
  const meant = near === undefined ? "" : ` (did you mean ${near}?)`;
  const taken = names.length === 0 ? "no options" : names.join(", ");
  return new TypeError(
    `Cannot read "${printable(name, 40)}" in the address: it takes ${taken}${meant}`,
  );
}

/** Text of which `%41` is an A. @throws {TypeError} If it has a `%` that is no such thing. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new TypeError(
      `Cannot read "${printable(text, 40)}" in the address: % is written as %25 there`,
    );
  }
}

function valueOf(
  name: string,
  text: string,
  key: readonly unknown[] | IntegerRange,
): unknown {
  let taken: string;
  if ("from" in key) {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= key.from && value <= key.to) return value;
    taken = `an integer from ${key.from} to ${key.to}`;
  } else {
    const value = key.find((it) => String(it) === text);
    if (value !== undefined) return value;
    taken = key.join(" or ");
  }
  throw new TypeError(`Cannot use ${name}=${printable(text, 40)} in an address: it takes ${taken}`);
}
