import { printable } from "../../lib/base/printable.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { TIMES_HELP } from "../command_options.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { ADDRESS_HELP, exchange, LINK_HELP, LINK_OPTIONS, openScpiAt } from "../scpi_at.ts";
import { stoppable } from "../stoppable.ts";
import { UsageError } from "../usage_error.ts";

const HELP = `\
Sends lines to an instrument that speaks SCPI, one after the other, and prints what it answers.
A line with a question mark is a question; any other is a command, and has no answer.

Usage: readout query ADDRESS LINE... [OPTION]...

${ADDRESS_HELP}

Options:
${LINK_HELP}
  -h, --help         shows this

${TIMES_HELP}
What would control the terminal is printed as \\xNN. Ends with 1 if an answer did not come.

Examples:
  readout query tcp://10.0.0.7:5025 "*IDN?"
  readout query TCPIP::10.0.0.7::5025::SOCKET "CONF:VOLT:DC" "READ?" --timeout 5s
`;

/** Sends lines to an instrument, and prints what it answers. */
export const query: Command = command({
  options: LINK_OPTIONS,
  help: HELP,
  run: (args, io) => stoppable(io, () => sendLines(args, io)),
});

async function sendLines(args: Args<typeof LINK_OPTIONS>, io: Io): Promise<number> {
  const [address, ...lines] = args.operands;
  if (address === undefined || lines.length === 0) {
    throw new UsageError("query", ["it takes an address, and a line or more"]);
  }
  await using instrument = await openScpiAt(address, args, io.signal, "query");
  for (const line of lines) {
    const answer = await exchange(instrument, line, io.signal);
    if (answer !== undefined) await io.write(`${printable(answer)}\n`);
  }
  return EXIT.ok;
}
