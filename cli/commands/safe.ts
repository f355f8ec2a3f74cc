import { printable } from "../../lib/base/printable.ts";
import { makeSafe } from "../../lib/rig/safe/make_safe.ts";
import type { SafeStepResult } from "../../lib/rig/safe/safe_sequence.ts";
import type { Args } from "../args.ts";
import { briefly } from "../briefly.ts";
import { type Command, command } from "../command.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { remainsAt } from "../remains_at.ts";
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

Ends with 0 if every step is known to be done, and with 3 if not. A mistake elsewhere in the rig
stops nothing: it is told, and the steps that can be understood are done; with 2 if there is none.
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
  const { rig, isWhole, complaints } = await remainsAt(path, "safe", io);
  let said = io.complain(complaints).catch(() => {}); // no step waits for a reader
  const name = printable(rig.name);
  const say = (line: string): void => {
    said = said.then(() => io.write(`${line}\n`)).catch(() => {}); // nor for what cannot be said
  };
  if ((rig.safe ?? []).length === 0) {
    say(`${name} has no safe sequence: there is nothing to be done`);
    await briefly(io, said);
    return EXIT.ok;
  }
  const onStep = (step: SafeStepResult): void => say(stepText(step));
  const result = await makeSafe(rig, { clock: io.clock, onStep });
  if (!isWhole) say("NOT DONE  the steps that cannot be understood");
  const isSafe = isWhole && result.isSafe;
  say(isSafe ? `${name} is safe` : `${name} is NOT KNOWN TO BE SAFE`);
  await briefly(io, said);
  return isSafe ? EXIT.ok : EXIT.unsafe;
}
