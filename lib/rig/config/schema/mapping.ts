import * as v from "../../../deps/valibot.ts";
import { isMapping } from "../is_mapping.ts";

/** The schema of fields by their names, and of nothing else. */
export function mapping<const E extends v.ObjectEntries>(entries: E, expected: string) {
  const schema = v.strictObject(entries, expected);
  return chosen<typeof schema>(schema, expected);
}

/** The schema of any number of things by their names. */
export function named<S extends v.GenericSchema>(schema: S, expected: string) {
  const all = v.record(v.string(), schema, expected);
  return chosen<typeof all>(all, expected);
}

/**
 * A schema that is chosen by what is there, so that a mistake is judged by what was meant.
 *
 * @typeParam S What it can be, for types.
 * @param all What it can be, for editors.
 * @param expected What it can be, in words: anything but names with values is refused.
 * @param choose The one that was meant, by the fields. Default: `all`.
 */
export function chosen<S extends v.GenericSchema>(
  all: v.GenericSchema,
  expected: string,
  choose: (fields: Readonly<Record<string, unknown>>) => v.GenericSchema = () => all,
): v.LazySchema<S> {
  const refused = v.custom(() => false, expected);
  return v.lazy((input) => {
    if (input === undefined) return all as S;
    return (isMapping(input) ? choose(input) : refused) as S;
  });
}
