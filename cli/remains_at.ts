import { loadRig } from "../lib/rig/config/load_rig.ts";
import { RigError } from "../lib/rig/config/rig_error.ts";
import { type RigProblem, textOfProblem } from "../lib/rig/config/rig_problem.ts";
import type { RigRemains } from "../lib/rig/config/rig_remains.ts";
import type { CommandName } from "./command_name.ts";
import type { Io } from "./io.ts";
import { UsageError } from "./usage_error.ts";

/** What there is to make a rig safe, and what is wrong with its file, in lines. */
export interface FoundRemains extends RigRemains {
  readonly complaints: string;
}

/**
 * The rig in a file, or what of it can still make it safe if there are mistakes in it. A file without
 * any step that can be understood is wrong usage.
 */
export async function remainsAt(path: string, command: CommandName, io: Io): Promise<FoundRemains> {
  try {
    const { rig, warnings } = await loadRig(path, { clock: io.clock });
    return { rig, isWhole: true, complaints: linesOf(warnings) };
  } catch (error) {
    if (!(error instanceof RigError)) throw error;
    const { problems, remains } = error;
    if (remains !== undefined) return { ...remains, complaints: linesOf(problems) };
    throw new UsageError(command, problems.map(textOfProblem));
  }
}

function linesOf(problems: readonly RigProblem[]): string {
  return problems.map((problem) => `${textOfProblem(problem)}\n`).join("");
}
