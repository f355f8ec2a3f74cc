// The signatures of `@std/cli` that the command line uses; the npm package ships none.

/** How {@linkcode parseArgs} tells options apart. */
export interface ParseArgsOptions {
  /** Options without a value; `"_"` means nothing here. */
  readonly boolean?: readonly string[];
  /** Options whose value stays text; `"_"` keeps what is no option as text. */
  readonly string?: readonly string[];
  /** Options whose values are collected into an array. */
  readonly collect?: readonly string[];
  /** Called for what is not declared, `key` absent if it is no option; `false` leaves it out. */
  readonly unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}

/** What was parsed, by option name; `_` holds what is no option. */
export type ParsedArgs = Readonly<Record<string, unknown>> & { readonly _: readonly string[] };

/** Parses command-line arguments. */
export function parseArgs(args: readonly string[], options: ParseArgsOptions): ParsedArgs;
