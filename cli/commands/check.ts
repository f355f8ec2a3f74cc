import { loadRig } from "../../lib/rig/config/load_rig.ts";
import { RigError } from "../../lib/rig/config/rig_error.ts";
import { rigJsonSchema } from "../../lib/rig/config/rig_json_schema.ts";
import { textOfProblem } from "../../lib/rig/config/rig_problem.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { flag } from "../option.ts";
import { rigSummary } from "../rig_summary.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = { schema: flag("schema") } as const;

const HELP = `\
Checks rigs: every field, and what they say together. Opens no device. Each mistake is one line with
its file, line, column and field. A rig that is a program is loaded, as any that is imported.

Usage: readout check RIG...
       readout check --schema

A RIG is a file: .yaml, .yml or .json, or a program .ts, .js or .mjs whose default export it is.

Options:
  --schema           prints the JSON schema of a rig, for editors
  -h, --help         shows this

Ends with 0 and a line about each rig if all are right, and with 2 if one is not.

Examples:
  readout check vessel.yaml
  readout check rigs/*.yaml own.ts
  readout check --schema > rig.schema.json
`;

/** Checks rigs, and says what is in them. */
export const check: Command = command({ options: OPTIONS, help: HELP, run: checkRigs });

async function checkRigs(args: Args<typeof OPTIONS>, io: Io): Promise<number> {
  if (args.schema) {
    if (args.operands.length > 0) throw new UsageError("check", ["--schema takes no rig"]);
    await io.write(`${JSON.stringify(await rigJsonSchema(), null, 2)}\n`);
    return EXIT.ok;
  }
  if (args.operands.length === 0) throw new UsageError("check", ["it takes a rig or more"]);
  let allRight = true;
  for (const path of args.operands) {
    if (!await isRight(path, io)) allRight = false;
  }
  return allRight ? EXIT.ok : EXIT.usage;
}

async function isRight(path: string, io: Io): Promise<boolean> {
  try {
    const { rig, warnings } = await loadRig(path, { clock: io.clock });
    await io.complain(warnings.map((warning) => `${textOfProblem(warning)}\n`).join(""));
    await io.write(rigSummary(path, rig));
    return true;
  } catch (error) {
    if (!(error instanceof RigError)) throw error;
    await io.complain(`${error.message}\n`);
    return false;
  }
}
