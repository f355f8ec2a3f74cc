import type { Args } from "../args.ts";
import { type Command, command } from "../command.ts";
import { HOST, PORT } from "../kind.ts";
import { flag, many, one } from "../option.ts";
import { EVERY_HELP, everyMs, TIMEOUT_HELP, timeoutMs, TIMES_HELP } from "../command_options.ts";
import { openBrowser } from "../browser.ts";
import { type Offers, pick } from "../channels.ts";
import { EXIT } from "../exit_code.ts";
import type { Io } from "../io.ts";
import { LiveTable } from "../live_table.ts";
import { type OpenMonitor, openMonitor as openPage } from "../open_monitor.ts";
import { periodOf } from "../period.ts";

const OPTIONS = {
  everyMs,
  timeoutMs,
  port: one("port", PORT),
  host: one("host", HOST),
  allowHosts: many("allow-host", HOST),
  open: flag("open"),
} as const;

const HELP = `\
Shows channels live in a browser, and on a terminal as "readout watch" does. With no NAME it shows
what this computer has, and a simulated meter that fails now and then.

Usage: readout serve [NAME]... [OPTION]...

Options:
${EVERY_HELP}
${TIMEOUT_HELP}
  --port PORT        the port to serve at; default: 8000, or the next one that is free
  --host ADDRESS     the address of this computer alone to serve at; default: 127.0.0.1
  --allow-host NAME  another name under which browsers may ask, such as that of a proxy in
                     front, which checks who asks; may be repeated
  --open             opens the page in a browser
  -h, --help         shows this

${TIMES_HELP}
Ends at Ctrl-C with 0.

Examples:
  readout serve --open
  readout serve cpu memory --every 1s --port 9000
  readout serve --allow-host lab-pc.example
`;

const DEFAULT_PORT = 8_000;

/** Serves the live page until it is stopped; a terminal shows the last readings meanwhile. */
export const serve: Command = command({
  options: OPTIONS,
  help: HELP,
  async run(args, io, parts): Promise<number> {
    await using offers = await parts.openOffers(io);
    return await serveChannels(args, io, offers, parts.openMonitor);
  },
});

async function serveChannels(
  args: Args<typeof OPTIONS>,
  io: Io,
  offers: Offers,
  openMonitor: OpenMonitor = openPage,
): Promise<number> {
  try {
    await serveUntilStopped(args, io, offers, openMonitor);
  } catch (error) {
    if (!io.signal.aborted || error !== io.signal.reason) throw error;
    // It was stopped before it had begun.
  }
  return EXIT.ok;
}

async function serveUntilStopped(
  args: Args<typeof OPTIONS>,
  io: Io,
  offers: Offers,
  openMonitor: OpenMonitor,
): Promise<void> {
  const picked = args.operands.length > 0
    ? pick(offers, args.operands, "serve")
    : offers.all.filter((offer) => offer.byDefault);
  const channels = picked.map((offer) => offer.channel);
  const periodMs = periodOf(args.everyMs, io, "serve");
  const table = io.isTerminal ? new LiveTable(io, channels, periodMs) : undefined;
  await using monitor = await openMonitor({
    channels,
    periodMs,
    timeoutMs: args.timeoutMs,
    hostname: args.host,
    port: args.port ?? DEFAULT_PORT,
    exactPort: args.port !== undefined,
    allowedHosts: args.allowHosts,
    onReading: (reading) => table?.take(reading),
    signal: io.signal,
    clock: io.clock,
  });
  io.signal.throwIfAborted();
  const { url, finished } = monitor;
  await io.write(io.isTerminal ? `Live at ${url} (Ctrl-C stops it)\n` : `${url}\n`);
  if (args.open) await openBrowser(url, io);
  const over = new AbortController();
  const served = finished.finally(() => over.abort());
  await Promise.all([served, table?.run(AbortSignal.any([io.signal, over.signal]))]);
}
