import { loadRig } from "../lib/rig/config/load_rig.ts";
import { RigError } from "../lib/rig/config/rig_error.ts";
import { textOfProblem } from "../lib/rig/config/rig_problem.ts";
import type { Rig } from "../lib/rig/rig.ts";
import type { CommandName } from "./command_name.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage_error.ts";

/** The rig in a file; one that cannot be is wrong usage. Tells of what is only suspicious. */
export async function rigAt(path: string, command: CommandName, io: Io): Promise<Rig> {
  try {
    const { rig, warnings } = await loadRig(path, { clock: io.clock });
    await io.complain(warnings.map((warning) => `${textOfProblem(warning)}\n`).join(""));
    return rig;
  } catch (error) {
    if (!(error instanceof RigError)) throw error;
    const errors = error.problems.filter(({ severity }) => severity === "error");
    throw new UsageError(command, errors.map(textOfProblem));
  }
}
