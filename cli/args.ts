import { printable } from "../lib/base/printable.ts";
import { parseArgs } from "../lib/deps/std_cli.ts";
import type { CommandName } from "./command_name.ts";
import type { Option } from "./option.ts";
import { didYouMean } from "./suggest.ts";
import { UsageError } from "./usage_error.ts";

/** The options of a command: under which name it gets them, and how they are written. */
export type Options = Readonly<Record<string, Option<unknown>>>;

/** A parsed command line. */
export type Args<O extends Options> =
  & {
    /** What is no option, as it was given: names, an address, a file. */
    readonly operands: readonly string[];
  }
  & { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never };

/**
 * Parses what follows a command's name.
 *
 * @throws {UsageError} With every problem that there is.
 */
export function parseCommand<O extends Options>(
  command: CommandName,
  options: O,
  args: readonly string[],
): Args<O> {
  const all = Object.values(options);
  const withValue = all.filter(({ kind }) => kind !== undefined).map(({ name }) => name);
  const problems = new Set<string>();
  const parsed = parseArgs(args, {
    boolean: all.filter(({ kind }) => kind === undefined).map(({ name }) => name),
    string: ["_", ...withValue],
    collect: withValue,
    unknown(arg, key): boolean {
      if (key === undefined) return true;
      const given = arg.split("=", 1)[0]!;
      const meant = didYouMean(given, all.map(({ name }) => name), "--");
      problems.add(`unknown option "${printable(given)}"${meant}`);
      return false;
    },
  });

  const valueOf = ({ name, kind, isRepeatable, collect }: Option<unknown>): unknown => {
    if (kind === undefined) return collect([parsed[name]]);
    const texts = parsed[name] as string[] | undefined ?? [];
    if (texts.length > 1 && !isRepeatable) problems.add(`--${name} must be given once`);
    return collect(texts.flatMap((text) => {
      const value = kind.parse(text);
      if (value !== undefined) return [value];
      const got = text === "" ? "nothing" : `"${printable(text)}"`;
      problems.add(`--${name} must be ${kind.expected}, got ${got}`);
      return [];
    }));
  };

  const values = Object.entries(options).map(([key, option]) => [key, valueOf(option)]);
  if (problems.size > 0) throw new UsageError(command, [...problems]);
  return { operands: parsed._, ...Object.fromEntries(values) };
}
