import { crashText } from "../../lib/rig/crash/crash_text.ts";
import type { CrashReport } from "../../lib/rig/crash/crash_report.ts";
import { parseCrash } from "../../lib/rig/crash/parse_crash.ts";
import { printable } from "../../lib/base/printable.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = {} as const;

const HELP = `\
Prints the file that a rig left behind when it ended by a fault: what is not known to be safe, what
went wrong, the last readings of every channel and the last frames of every link.

Usage: readout crash FILE

Options:
  -h, --help         shows this

Ends with 3 if something is not known to be safe.

Examples:
  readout crash crashes/crash-20261122T123000Z-4711.json
  readout crash "$(ls -t crashes/* | head -1)"
`;

/** Prints a crash file for a person. */
export const crash: Command = command({ options: OPTIONS, help: HELP, run: printCrash });

async function printCrash(args: Args<typeof OPTIONS>, io: Io): Promise<number> {
  const [path, ...rest] = args.operands;
  if (path === undefined || rest.length > 0) throw new UsageError("crash", ["it takes one file"]);
  const { report, text } = await load(path);
  await io.write(text);
  return report.safe.notKnown.length > 0 ? EXIT.unsafe : EXIT.ok;
}

async function load(
  path: string,
): Promise<{ readonly report: CrashReport; readonly text: string }> {
  try {
    const report = parseCrash(await Deno.readTextFile(path));
    return { report, text: crashText(report) };
  } catch (error) {
    const why = error instanceof Deno.errors.NotFound ? "there is no such file" : messageOf(error);
    throw new UsageError("crash", [
      `"${printable(path)}": ${printable(why)}; should be a file that a rig left behind`,
    ]);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
