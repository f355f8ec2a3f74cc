import type { CommandName } from "./command_name.ts";

/** A command line that cannot be carried out. */
export class UsageError extends Error {
  override readonly name: string = "UsageError";
  /** The command that was to run; `undefined` if it is none. */
  readonly command: CommandName | undefined;
  /** What is wrong and what was expected, one line each. */
  readonly problems: readonly string[];

  /** Makes an error of one problem or several. */
  constructor(command: CommandName | undefined, problems: readonly string[]) {
    super(problems.join("\n"));
    this.command = command;
    this.problems = problems;
  }
}
