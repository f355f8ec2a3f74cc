import type { Channel } from "../../lib/contract/channel.ts";
import { type Poll, poll } from "../../lib/acquisition/poll.ts";
import type { Reading } from "../../lib/contract/reading.ts";
import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { COUNT, DURATION, type Format } from "../kind.ts";
import { one } from "../option.ts";
import {
  EVERY_HELP,
  everyMs,
  format,
  FORMAT_HELP,
  TIMEOUT_HELP,
  timeoutMs,
  TIMES_HELP,
} from "../command_options.ts";
import { type Offers, pickSome } from "../channels.ts";
import { EXIT, exitCodeOfStop } from "../exit_code.ts";
import { type Io, stopReason } from "../io.ts";
import { LiveTable } from "../live_table.ts";
import { periodOf } from "../period.ts";
import { rowsOf } from "../rows.ts";

const OPTIONS = {
  everyMs,
  forMs: one("for", DURATION),
  count: one("count", COUNT),
  timeoutMs,
  format,
} as const;

const HELP = `\
Reads channels again and again. On a terminal it redraws a table (Tag, Value, Unit, Quality, Age
and the last values as bars); into a pipe or a file it prints one row for each reading.

Usage: readout watch NAME... [OPTION]...

Options:
${EVERY_HELP}
  --for TIME         ends after this time; default: goes on until Ctrl-C
  --count N          ends after N readings of each channel; default: goes on until Ctrl-C
${TIMEOUT_HELP}
${FORMAT_HELP}
  -h, --help         shows this

${TIMES_HELP}
Ends with 1 if a reading was bad.

Examples:
  readout watch cpu memory
  readout watch sine noise --every 250ms --for 10s
  readout watch cpu --every 1s --count 60 --format csv > cpu.csv
  readout watch cpu --format jsonl | head -1
`;

/** Reads the named channels again and again: a table that is redrawn, or a row for each reading. */
export const watch: Command = command({
  options: OPTIONS,
  help: HELP,
  async run(args, io, parts): Promise<number> {
    await using offers = await parts.openOffers(io);
    return await watchChannels(args, io, offers);
  },
});

async function watchChannels(args: Args<typeof OPTIONS>, io: Io, offers: Offers): Promise<number> {
  const channels = pickSome(offers, args.operands, "watch").map((offer) => offer.channel);
  const { timeoutMs, count, forMs } = args;
  const periodMs = periodOf(args.everyMs, io, "watch");
  using limit = timeLimit(forMs, io);
  const { signal } = limit;
  const readings = poll(channels, { periodMs, timeoutMs, count, signal, clock: io.clock });
  const allGood = io.isTerminal && (args.format ?? "table") === "table"
    ? await showTable(readings, new LiveTable(io, channels, periodMs))
    : await printRows(readings, channels, args.format, io);
  const stopped = stopReason(io);
  if (stopped !== undefined) return exitCodeOfStop(stopped);
  return allGood ? EXIT.ok : EXIT.fault;
}

async function printRows(
  readings: Poll<Reading<unknown>>,
  channels: readonly Channel<unknown>[],
  format: Format | undefined,
  io: Io,
): Promise<boolean> {
  const rows = rowsOf(format ?? "table", channels.map((channel) => channel.name), io.isTerminal);
  if (rows.header !== "") await io.write(rows.header);
  let allGood = true;
  for await (const reading of readings) {
    await io.write(rows.row(reading));
    allGood &&= reading.status !== "bad";
  }
  return allGood;
}

async function showTable(readings: Poll<Reading<unknown>>, table: LiveTable): Promise<boolean> {
  const done = new AbortController();
  const drawing = table.run(done.signal);
  let allGood = true;
  try {
    for await (const reading of readings) {
      table.take(reading);
      allGood &&= reading.status !== "bad";
    }
  } finally {
    done.abort();
    await drawing;
  }
  return allGood;
}

/** A signal that aborts when the command is stopped, or when `forMs` have passed. */
function timeLimit(forMs: number | undefined, io: Io): { signal: AbortSignal } & Disposable {
  if (forMs === undefined) return { signal: io.signal, [Symbol.dispose]: () => {} };
  const over = new AbortController();
  const cancel = io.clock.timer(forMs, () => over.abort());
  return { signal: AbortSignal.any([io.signal, over.signal]), [Symbol.dispose]: cancel };
}
