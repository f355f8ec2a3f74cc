import type { Clock } from "../../contract/clock.ts";
import { pathToFileURL } from "../../deps/node_url.ts";
import { orAbort } from "../../base/or_abort.ts";
import { textOfThrown } from "../../base/readout_error.ts";
import { within } from "../supervise/within.ts";
import { checkObject } from "./check_object.ts";
import type { LoadedRig } from "./checked_rig.ts";
import { judgeRig } from "./judge_rig.ts";
import { RigError } from "./rig_error.ts";
import { quoted, type RigProblem } from "./rig_problem.ts";

/** A rig of 5000 channels has about as much. */
const MOST_BYTES = 512 * 1024;

/** How long a program may take until its rig is there, in ms. */
const LOAD_MS = 30_000;

/** How Deno colours what it says. */
// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[[\d;]*m/g;

const FORMS = "a file ending in .yaml, .yml or .json, or a program ending in .ts, .js or .mjs";

/** What `loadRig()` does, loaded when it is first needed. */
export async function loadChecked(
  path: string,
  allowRemote: boolean,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<LoadedRig> {
  const { finestPeriodMs = 0 } = clock;
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(path)?.[1]?.toLowerCase(); // C:\ is none
  if (scheme !== undefined && scheme !== "file") {
    if (scheme !== "https" || !allowRemote) throw remote(path, scheme);
  }
  const ending = /\.(\w+)(?:[?#].*)?$/.exec(path)?.[1]?.toLowerCase();
  switch (ending) {
    case "ts":
    case "js":
    case "mjs":
      return {
        ...checkObject(await program(path, scheme, clock, signal), path, finestPeriodMs),
        source: path,
      };
    case "yaml":
    case "yml":
    case "json": {
      if (scheme === "https") throw problem(path, "is data from another computer", "a local file");
      const { readYaml } = await import("./yaml/read_yaml.ts");
      const text = await textOf(path);
      const { data, problems } = parsed(path, () => readYaml(text, path));
      if (data === undefined) throw new RigError(problems.sorted());
      return { ...judgeRig(data, problems, finestPeriodMs), source: path };
    }
    default:
      throw problem(path, "is no file of a rig", FORMS);
  }
}

function parsed<T>(path: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
    const expected = "run with --allow-env=LOG_STREAM,LOG_TOKENS, which its parser looks for";
    throw problem(path, "cannot be read without a permission", expected);
  }
}

/** The default export of a program. */
async function program(
  path: string,
  scheme: string | undefined,
  clock: Clock,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const url = scheme === undefined ? pathToFileURL(path).href : path;
  const load = (): Promise<{ readonly default?: unknown }> => import(url);
  let module: { readonly default?: unknown };
  try {
    module = await within(clock, LOAD_MS, "load it", (over) => {
      return orAbort(load(), signal ?? over, () => {});
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw notLoaded(path, url, error);
  }
  const { default: rig } = module;
  if (rig === undefined) {
    const expected = 'a program with "export default defineRig({ ... })"';
    throw problem(path, "has no default export", expected);
  }
  if (rig instanceof Promise) {
    rig.catch(() => {}); // nobody waits for it
    throw problem(path, "exports a promise", 'the rig itself: "export default await ..."');
  }
  return rig;
}

/** The error for a program that does not run, with the place in it where it went wrong. */
function notLoaded(path: string, url: string, error: unknown): RigError {
  const plain = (text: unknown): string => `${text}`.replaceAll(COLOUR, "");
  const all = error instanceof Error ? plain(`${error.message}\n${error.stack}`) : "";
  const [, line, column] = new RegExp(`${RegExp.escape(url)}:(\\d+):(\\d+)`).exec(all) ?? [];
  const place = line === undefined ? undefined : { line: Number(line), column: Number(column) };
  // What Deno says of a program goes on with a piece of it, and with the place.
  const why = error instanceof Error && /\n +at /.test(error.message)
    ? plain(error.message).split("\n")[0]
    : error;
  return problem(path, `cannot be loaded (${textOfThrown(why)})`, "a program that runs", place);
}

/** The text of a file, if it is not too long. */
async function textOf(path: string): Promise<string> {
  try {
    const place = path.startsWith("file:") ? new URL(path) : path;
    if (!(await Deno.stat(place)).isFile) throw problem(path, "is no file", "one"); // a pipe waits
    using file = await Deno.open(place);
    const bytes = new Uint8Array(MOST_BYTES + 1);
    let length = 0;
    while (length < bytes.length) {
      const count = await file.read(bytes.subarray(length));
      if (count === null) break;
      length += count;
    }
    if (length > MOST_BYTES) {
      throw problem(path, "is longer than 512 KiB", "a file of that size at most");
    }
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(0, length));
  } catch (error) {
    if (error instanceof RigError) throw error;
    if (error instanceof Deno.errors.NotFound) {
      throw problem(path, "is not there", 'a file; "readout init" writes one to begin with');
    }
    if (error instanceof TypeError) throw problem(path, "is no UTF-8 text", "one");
    throw problem(path, `cannot be read (${textOfThrown(error)})`, "a file that can be read");
  }
}

function remote(path: string, scheme: string): RigError {
  const expected = scheme === "https"
    ? "a local file, unless the option allowRemote is given"
    : "a local file";
  return problem(path, `is ${quoted(scheme)}, from another computer`, expected);
}

/** The error for a file that is wrong as a whole. */
function problem(
  file: string,
  is: string,
  expected: string,
  place: Pick<RigProblem, "line" | "column"> = { line: undefined, column: undefined },
): RigError {
  const rest = { field: "", nearest: undefined, is, expected };
  return new RigError([{ severity: "error", file, ...place, ...rest }]);
}
