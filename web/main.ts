import type { Channel } from "../lib/contract/channel.ts";
import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { poll } from "../lib/acquisition/poll.ts";
import { bundleIslands, createApp } from "./app.ts";
import { printable } from "../lib/base/printable.ts";
import { ReadoutError } from "../lib/base/readout_error.ts";
import { checkHost, isLoopback } from "./host_check.ts";
import { listen } from "./listen.ts";
import { createLive } from "./live.ts";
import { withSecurityHeaders } from "./security_headers.ts";

/** What {@linkcode openMonitor} shows, and where. */
export interface MonitorOptions {
  /** What is polled and shown, in this order. Each name occurs once. */
  readonly channels: readonly Channel<unknown>[];
  /** The spacing of the polling grid in ms: a finite number above 0. */
  readonly periodMs: number;
  /** The budget of each read in ms. Default: each channel's own. */
  readonly timeoutMs?: number | undefined;
  /** The address to listen on. Default: `"127.0.0.1"`, which only this computer reaches. */
  readonly hostname?: string | undefined;
  /** The port to listen on. Default: 8000. */
  readonly port?: number | undefined;
  /** Takes no other port if this one is taken. Default: false, the next free one is taken. */
  readonly exactPort?: boolean | undefined;
  /** Hosts that may be asked for besides this computer, as in a browser's address bar. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Told of each reading, as it comes. What it throws ends the monitor. */
  readonly onReading?: ((reading: Reading<unknown>) => void) | undefined;
  /** Ends the monitor. */
  readonly signal?: AbortSignal | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** A live page that is being served. */
export interface Monitor extends AsyncDisposable {
  /** Where the page is, such as `"http://127.0.0.1:8000/"`. */
  readonly url: string;
  /** Resolves when all has ended; rejects with what `onReading` threw. */
  readonly finished: Promise<void>;
}

/** Where the live data is. */
const SRC = "/live";
/** How far back the page goes. */
const HISTORY_MS = 600_000;

/**
 * Polls channels and serves a page that plots and lists them: the last 10 minutes at once, then
 * live.
 *
 * The page is only for this computer, because it asks nobody who he is; `allowedHosts` are the
 * names of a proxy in front that does. It shows and changes nothing. It ends by `signal` or by being disposed: the poll, the streams and the
 * server.
 *
 * @param options What is shown, and where.
 * @throws {ReadoutError} `address.not-local` if `hostname` is not this computer alone,
 * `address.in-use` if the port is taken, `permission.missing` if Deno
 * refuses to listen or to bundle the page (`--allow-net`, `--allow-read`, `--unstable-bundle`); and
 * the signal's own reason.
 * @throws {RangeError} If `periodMs` is not finite and above 0, or `port` is none.
 * @throws {TypeError} If two channels have the same name, or a host is garbled.
 *
 * @example This computer's memory, live
 * ```ts ignore
 * import { host } from "@readout/readout";
 *
 * await using monitor = await openMonitor({ channels: [host.memory()], periodMs: 250 });
 * console.log(monitor.url);
 * await monitor.finished;
 * ```
 */
export async function openMonitor(options: MonitorOptions): Promise<Monitor> {
  const { channels, periodMs, timeoutMs, allowedHosts, onReading, signal, clock } = options;
  const { hostname = "127.0.0.1", port = 8_000, exactPort = false } = options;
  signal?.throwIfAborted();
  if (!isLoopback(hostname)) throw notLocal(hostname);
  const end = new AbortController();
  const live = createLive({
    channels,
    periodMs,
    basePath: SRC,
    keepMs: HISTORY_MS,
    allowedHosts,
    clock,
  });
  const server = listen({ hostname, port, exactPort }, async (request, info) => {
    return checkHost(request, { allowedHosts }) ?? withSecurityHeaders(await app(request, info));
  });
  const script = bundleIslands(); // takes a moment: the poll and the server do not wait for it
  const app = createApp({
    monitor: {
      src: SRC,
      channels: channels.map(({ name, unit }) => ({ name, unit })),
      periodMs,
      historyMs: HISTORY_MS,
    },
    live: live.handler,
    script,
  });

  async function run(): Promise<void> {
    try {
      for await (
        const reading of poll(channels, { periodMs, timeoutMs, clock, signal: end.signal })
      ) {
        live.push(reading);
        onReading?.(reading);
      }
    } finally {
      live[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
      signal?.removeEventListener("abort", stop);
    }
  }
  function stop(): void {
    end.abort();
  }

  signal?.addEventListener("abort", stop, { once: true });
  const finished = run();
  finished.catch(() => {}); // it may fail before anybody has it: whoever awaits it, or disposes, is told
  const monitor = {
    url: server.url,
    finished,
    async [Symbol.asyncDispose](): Promise<void> {
      stop();
      await finished;
    },
  };
  try {
    await script;
    signal?.throwIfAborted();
  } catch (error) {
    await monitor[Symbol.asyncDispose]();
    throw error;
  }
  return monitor;
}

function notLocal(hostname: string): ReadoutError {
  return new ReadoutError(
    "address.not-local",
    `Cannot serve at ${printable(hostname)}: the page asks nobody who he is, so it is for this ` +
      `computer alone; serve at 127.0.0.1, with a proxy in front that checks who asks`,
  );
}
