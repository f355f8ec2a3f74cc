import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { format, FORMAT_HELP, TIMEOUT_HELP, timeoutMs, TIMES_HELP } from "../command_options.ts";
import { type Offers, pickSome } from "../channels.ts";
import { EXIT, exitCodeOfStop } from "../exit_code.ts";
import { type Io, stopReason } from "../io.ts";
import { rowsOf } from "../rows.ts";

const OPTIONS = { timeoutMs, format } as const;

const HELP = `\
Reads channels once, all at the same time, and prints the readings.

Usage: readout read NAME... [--timeout TIME] [--format FORMAT]

Options:
${TIMEOUT_HELP}
${FORMAT_HELP}
  -h, --help         shows this

${TIMES_HELP}
Ends with 1 if a reading is bad.

Examples:
  readout read cpu
  readout read cpu memory --timeout 500ms
  readout read battery --format jsonl
`;

/** Reads each named channel once, all at the same time, and prints them in the order of names. */
export const read: Command = command({
  options: OPTIONS,
  help: HELP,
  async run(args, io, parts): Promise<number> {
    await using offers = await parts.openOffers(io);
    return await readOnce(args, io, offers);
  },
});

async function readOnce(args: Args<typeof OPTIONS>, io: Io, offers: Offers): Promise<number> {
  const channels = pickSome(offers, args.operands, "read").map((offer) => offer.channel);
  const rows = rowsOf(args.format ?? "table", channels.map(({ name }) => name), io.isTerminal);
  const { signal } = io;
  const reads = channels.map((channel) => channel.tryRead({ timeoutMs: args.timeoutMs, signal }));
  let allGood = true;
  let before = rows.header;
  for (const pending of reads) {
    const reading = await pending;
    const stopped = stopReason(io);
    if (stopped !== undefined) return exitCodeOfStop(stopped);
    await io.write(before + rows.row(reading));
    before = "";
    allGood &&= reading.status !== "bad";
  }
  return allGood ? EXIT.ok : EXIT.fault;
}
