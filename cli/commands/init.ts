import { printable } from "../../lib/base/printable.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { programRig, yamlRig } from "../rig_template.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = {} as const;
const DEFAULT_FILE = "rig.yaml";

const HELP = `\
Writes a rig to begin with, with comments. It can be run as it is: it reads this computer and
generated signals, and no instrument.

Usage: readout init [FILE]

FILE ends in .yaml or .yml, or in .ts for a program. Default: ${DEFAULT_FILE}. A file that is there
already is left as it is, and that is an error.

Options:
  -h, --help         shows this

Examples:
  readout init
  readout init vessel.ts
`;

/** Writes a rig to begin with. */
export const init: Command = command({ options: OPTIONS, help: HELP, run: writeRig });

async function writeRig(args: Args<typeof OPTIONS>, io: Io): Promise<number> {
  const [path = DEFAULT_FILE, ...rest] = args.operands;
  if (rest.length > 0) throw new UsageError("init", ["it takes one file at most"]);
  const name = printable(path.split(/[\\/]/).at(-1)!);
  const isProgram = /\.ts$/.test(path);
  if (!isProgram && !/\.ya?ml$/.test(path)) {
    const problem = `"${printable(path)}" should end in .yaml, .yml or .ts`;
    throw new UsageError("init", [problem]);
  }
  const text = isProgram
    ? programRig(name, new URL("../../mod.ts", import.meta.url).href)
    : yamlRig(name);
  try {
    await Deno.writeTextFile(path, text, { createNew: true });
  } catch (error) {
    const problem = problemOf(error);
    if (problem === undefined) throw error;
    throw new UsageError("init", [`"${printable(path)}" ${problem}`]);
  }
  const next = `readout check ${printable(path)}`;
  await io.write(`${printable(path)}: written; "${next}" checks it\n`);
  return EXIT.ok;
}

function problemOf(error: unknown): string | undefined {
  if (error instanceof Deno.errors.AlreadyExists) {
    return "is there already; name another file, or remove it";
  }
  if (error instanceof Deno.errors.NotFound) {
    return "is in a folder that is not there; make it first";
  }
  return undefined;
}
