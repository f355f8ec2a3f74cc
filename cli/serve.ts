import type { Channel } from "../lib/contract/channel.ts";
import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";
import type { CommandArgs } from "./args.ts";
import { openBrowser } from "./browser.ts";
import { type Offers, pick } from "./channels.ts";
import { EXIT } from "./exit_code.ts";
import type { Io } from "./io.ts";
import { LiveTable } from "./live_table.ts";
import { periodOf } from "./period.ts";

const DEFAULT_PORT = 8_000;

/** Opens the live page: `openMonitor` of the page's own module. */
export type OpenMonitor = (options: MonitorOptions) => Promise<Monitor>;

interface MonitorOptions {
  readonly channels: readonly Channel<unknown>[];
  readonly periodMs: number;
  readonly timeoutMs?: number | undefined;
  readonly hostname?: string | undefined;
  readonly port?: number | undefined;
  readonly exactPort?: boolean | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  readonly onReading?: ((reading: Reading<unknown>) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly clock?: Clock | undefined;
}

interface Monitor extends AsyncDisposable {
  readonly url: string;
  readonly finished: Promise<void>;
}

/** Serves the live page until it is stopped; a terminal shows the last readings meanwhile. */
export async function serve(
  args: CommandArgs,
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
  args: CommandArgs,
  io: Io,
  offers: Offers,
  openMonitor: OpenMonitor,
): Promise<void> {
  const picked = args.names.length > 0
    ? pick(offers, args.names, "serve")
    : offers.all.filter((offer) => offer.byDefault);
  const channels = picked.map((offer) => offer.channel);
  const periodMs = periodOf(args, io, "serve");
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

/** The page is loaded only when it is served. */
const openPage: OpenMonitor = async (options) => {
  // First, because Deno 2.9.6 does not find preact if its optional peer comes after it in one
  // dynamic import from a URL.
  await import("../lib/deps/preact_render_to_string.ts");
  return await (await import("../web/main.ts")).openMonitor(options);
};
