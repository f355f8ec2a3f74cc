import { printable } from "../../lib/base/printable.ts";
import { makeSafe } from "../../lib/rig/safe/make_safe.ts";
import type { SafeStepResult } from "../../lib/rig/safe/safe_sequence.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { rigAt } from "../rig_at.ts";
import { stepText } from "../step_text.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = {} as const;

const HELP = `\
Brings a rig that does not run into its safe state, after a death in which its own program could not
do it: it opens the instruments that the steps of the safe sequence name, and runs the steps once,
from the last to the first, each within its time. Ctrl-C and SIGTERM do not stop it.

Usage: readout safe RIG

Options:
  -h, --help         shows this

Ends with 0 if every step is known to be done, with 3 if not, and with 2 if the rig is wrong.
A rig that has ended by itself has done the same; once more does no harm, because a step says how
something should be, not how it should change.
systemd runs it by ExecStopPost=, as docs/systemd.md shows.

Examples:
  readout safe vessel.ts
  readout safe /etc/readout/vessel.yaml
`;

/** How long it may take at the most, in ms, should the clock itself be wrong. */
const LONGEST_MS = 60_000;

/** Makes a rig safe from outside. */
export const safe: Command = command({ options: OPTIONS, help: HELP, run: safeRig });

async function safeRig(args: Args<typeof OPTIONS>, io: Io): Promise<number> {
  const [path, ...rest] = args.operands;
  if (path === undefined || rest.length > 0) throw new UsageError("safe", ["it takes one rig"]);
  io.grace = { ms: LONGEST_MS, code: EXIT.unsafe };
  const rig = await rigAt(path, "safe", io);
  const name = printable(rig.name);
  if ((rig.safe ?? []).length === 0) {
    await io.write(`${name} has no safe sequence: there is nothing to be done\n`);
    return EXIT.ok;
  }
  let said: Promise<void> = Promise.resolve();
  const say = (line: string): void => {
    said = said.then(() => io.write(`${line}\n`)).catch(() => {}); // no step waits for a reader
  };
  const onStep = (step: SafeStepResult): void => say(stepText(step));
  const { isSafe } = await makeSafe(rig, { clock: io.clock, onStep });
  say(isSafe ? `${name} is safe` : `${name} is NOT KNOWN TO BE SAFE`);
  await said;
  return isSafe ? EXIT.ok : EXIT.unsafe;
}
