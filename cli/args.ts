import { printable } from "../lib/base/printable.ts";
import { parseArgs, type ParsedArgs } from "../lib/deps/std_cli.ts";
import type { CommandName } from "./command_name.ts";
import { didYouMean } from "./suggest.ts";
import { UsageError } from "./usage_error.ts";

/** The options of each command, without their dashes. */
export const OPTIONS = {
  list: ["format"],
  read: ["timeout", "format"],
  watch: ["every", "for", "count", "timeout", "format"],
  serve: ["every", "timeout", "port", "host", "allow-host", "open"],
} as const satisfies Readonly<Record<CommandName, readonly string[]>>;

type OptionName = (typeof OPTIONS)[CommandName][number];

/** The ways to print readings. */
export const FORMATS = ["table", "csv", "jsonl"] as const;

/** A way to print readings. */
export type Format = (typeof FORMATS)[number];

/** A parsed command line; what was not given is `undefined`. */
export interface CommandArgs {
  /** Channel names, each once. */
  readonly names: readonly string[];
  /** `--every`, in ms. */
  readonly everyMs: number | undefined;
  /** `--for`, in ms. */
  readonly forMs: number | undefined;
  /** `--count`. */
  readonly count: number | undefined;
  /** `--timeout`, in ms. */
  readonly timeoutMs: number | undefined;
  /** `--format`. */
  readonly format: Format | undefined;
  /** `--port`. */
  readonly port: number | undefined;
  /** `--host`. */
  readonly host: string | undefined;
  /** Each `--allow-host`. */
  readonly allowHosts: readonly string[];
  /** `--open`. */
  readonly open: boolean;
}

/** What an option's value must look like. */
interface Kind<T> {
  readonly expected: string;
  parse(text: string): T | undefined;
}

const DURATION: Kind<number> = {
  expected: "a duration of 1ms or more, such as 250ms, 10s, 5min or 1h",
  parse: durationMs,
};

const COUNT: Kind<number> = {
  expected: "a whole number of 1 or more",
  parse: (text) => wholeNumber(text, 1, Number.MAX_SAFE_INTEGER),
};

const PORT: Kind<number> = {
  expected: "a port from 1 to 65535, or 0 for any that is free",
  parse: (text) => wholeNumber(text, 0, 65_535),
};

const FORMAT: Kind<Format> = {
  expected: "table, csv or jsonl",
  parse: (text) => FORMATS.find((format) => format === text),
};

const HOST: Kind<string> = {
  expected: "a host name or an address",
  parse: (text) => /^[\w.:[\]-]+$/.test(text) ? text : undefined,
};

/**
 * Parses what follows a command's name.
 *
 * @throws {UsageError} With every problem that there is.
 */
export function parseCommand(command: CommandName, args: readonly string[]): CommandArgs {
  const options: readonly OptionName[] = OPTIONS[command];
  const withValue = options.filter((name) => name !== "open");
  const problems = new Set<string>();
  const parsed = parseArgs(args, {
    boolean: options.filter((name) => name === "open"),
    string: ["_", ...withValue],
    collect: withValue,
    unknown(arg, key): boolean {
      if (key === undefined) return true;
      const given = arg.split("=", 1)[0]!;
      const meant = didYouMean(given, options, "--");
      problems.add(`unknown option "${printable(given)}"${meant}`);
      return false;
    },
  });

  function all<T>(name: OptionName, kind: Kind<T>): T[] {
    return texts(parsed, name).flatMap((text) => {
      const value = kind.parse(text);
      if (value !== undefined) return [value];
      const got = text === "" ? "nothing" : `"${printable(text)}"`;
      problems.add(`--${name} must be ${kind.expected}, got ${got}`);
      return [];
    });
  }

  function one<T>(name: OptionName, kind: Kind<T>): T | undefined {
    if (texts(parsed, name).length > 1) problems.add(`--${name} must be given once`);
    return all(name, kind)[0];
  }

  const result: CommandArgs = {
    names: [...new Set(parsed._)],
    everyMs: one("every", DURATION),
    forMs: one("for", DURATION),
    count: one("count", COUNT),
    timeoutMs: one("timeout", DURATION),
    format: one("format", FORMAT),
    port: one("port", PORT),
    host: one("host", HOST),
    allowHosts: all("allow-host", HOST),
    open: parsed["open"] === true,
  };
  if (problems.size > 0) throw new UsageError(command, [...problems]);
  return result;
}

function texts(parsed: ParsedArgs, name: OptionName): readonly string[] {
  return parsed[name] as string[] | undefined ?? [];
}

const UNIT_MS = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;

/** `"250ms"` in ms; `undefined` for what is no duration of 1 ms or more. */
function durationMs(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|min|h)$/.exec(text);
  if (match === null) return undefined;
  const ms = Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
  return ms >= 1 && ms <= Number.MAX_SAFE_INTEGER ? ms : undefined;
}

function wholeNumber(text: string, min: number, max: number): number | undefined {
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  return value >= min && value <= max ? value : undefined;
}
