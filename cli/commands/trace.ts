import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { TIMES_HELP } from "../command_options.ts";
import { EXIT } from "../exit_code.ts";
import { explain } from "../explain.ts";
import type { Io } from "../io.ts";
import { oneOf } from "../kind.ts";
import { one } from "../option.ts";
import { printTrace, TRACE_FORMS } from "../print_trace.ts";
import { ADDRESS_HELP, exchange, LINK_HELP, LINK_OPTIONS, openScpiAt } from "../scpi_at.ts";
import { stoppable } from "../stoppable.ts";
import { UsageError } from "../usage_error.ts";

const OPTIONS = { ...LINK_OPTIONS, form: one("as", oneOf(TRACE_FORMS)) } as const;

const HELP = `\
Sends lines to an instrument as "readout query" does, and prints what went over the wire instead of
the answers: also what went wrong, and what was done to get back into step.

Usage: readout trace ADDRESS LINE... [OPTION]...

${ADDRESS_HELP}

Options:
  --as FORM          text; sequence (a Mermaid chart); timeline (Chrome trace JSON, for Perfetto);
                     replay (JSON that a simulated device plays); default: text
${LINK_HELP}
  -h, --help         shows this

${TIMES_HELP}
A line that fails is told on standard error, and the next one is sent. Ends with 1 if one failed.

Examples:
  readout trace tcp://10.0.0.7:5025 "*IDN?" "READ?"
  readout trace tcp://10.0.0.7:5025 "READ?" --as sequence > chart.mmd
  readout trace tcp://10.0.0.7:5025 "READ?" --as timeline > trace.json
`;

/** Sends lines to an instrument, and prints what went over the wire. */
export const trace: Command = command({
  options: OPTIONS,
  help: HELP,
  run: (args, io) => stoppable(io, () => traceLines(args, io)),
});

async function traceLines(args: Args<typeof OPTIONS>, io: Io): Promise<number> {
  const [address, ...lines] = args.operands;
  if (address === undefined || lines.length === 0) {
    throw new UsageError("trace", ["it takes an address, and a line or more"]);
  }
  await using instrument = await openScpiAt(address, args, io.signal, "trace");
  let code: number = EXIT.ok;
  for (const line of lines) {
    try {
      await exchange(instrument, line, io.signal);
    } catch (error) {
      io.signal.throwIfAborted();
      code = await explain(error, io);
    }
  }
  await io.write(printTrace(instrument.link, args.form ?? "text"));
  return code;
}
