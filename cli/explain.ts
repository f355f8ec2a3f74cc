import { isReadoutError } from "../lib/base/readout_error.ts";
import { printable } from "../lib/base/printable.ts";
import { RigError } from "../lib/rig/config/rig_error.ts";
import { COMMAND_NAMES } from "./command_name.ts";
import { EXIT } from "./exit_code.ts";
import type { Io } from "./io.ts";
import { didYouMean } from "./suggest.ts";
import { UsageError } from "./usage_error.ts";

/** The error for a command that does not exist. */
export function unknownCommand(name: string): UsageError {
  const meant = didYouMean(name, COMMAND_NAMES);
  return new UsageError(undefined, [
    `there is no command "${printable(name)}"${meant}; there are ${COMMAND_NAMES.join(", ")}`,
  ]);
}

/** Tells on standard error what went wrong; returns the exit code. */
export async function explain(error: unknown, io: Io): Promise<number> {
  if (error instanceof UsageError) {
    const { command, problems } = error;
    const cannot = command === undefined ? "" : `Cannot ${command}: `;
    const help = command === undefined ? "readout --help" : `readout ${command} --help`;
    await io.complain(problems.map((problem) => `readout: ${cannot}${problem}\n`).join(""));
    await io.complain(`readout: "${help}" shows how\n`);
    return EXIT.usage;
  }
  if (error instanceof RigError) {
    await io.complain(`${error.message}\n`);
    return EXIT.usage;
  }
  await io.complain(`readout: ${describe(error)}\n`);
  return EXIT.fault;
}

/** One line for what can go wrong; all there is to know for what cannot. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return printable(String(error));
  const expected = isReadoutError(error) || "code" in error ||
    error instanceof Deno.errors.NotCapable;
  if (expected) return printable(error.message) + askedText(error);
  return (error.stack ?? error.message).split("\n").map((line) => printable(line)).join("\n");
}

/** What was asked, for an error that does not say it itself. */
function askedText(error: Error): string {
  const sent = isReadoutError(error) ? printable(error.context.sent ?? "", 80) : "";
  return sent === "" || error.message.includes(sent) ? "" : `, asked "${sent}"`;
}
