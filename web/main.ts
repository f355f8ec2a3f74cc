import type { Channel } from "../lib/contract/channel.ts";
import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { poll } from "../lib/acquisition/poll.ts";
import { systemClock } from "../lib/base/system_clock.ts";
import { staleAfterMsOf } from "../lib/policy/limits/alarm_limits.ts";
import { bundleIslands } from "./app.ts";
import { openPage, type Page, type PageAddress, type PageOptions } from "./open_page.ts";
import { StaleWatch } from "./stale_watch.ts";

export type { Page, PageAddress, PageOptions } from "./open_page.ts";

/** What {@linkcode openMonitor} shows, and where. */
export interface MonitorOptions extends PageAddress {
  /** What is polled and shown, in this order. Each name occurs once. */
  readonly channels: readonly Channel<unknown>[];
  /** The spacing of the polling grid in ms: a finite number above 0. */
  readonly periodMs: number;
  /** The budget of each read in ms. Default: each channel's own. */
  readonly timeoutMs?: number | undefined;
  /**
   * Told of each reading, as it comes, and of those that say that a channel is stale. What it throws
   * ends the monitor.
   */
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

/**
 * Does all of opening a page that takes time, so that opening it is over at once, and disturbs nothing
 * that runs by then.
 *
 * @returns Opens a page that is fed from outside, see `openPage`.
 * @throws {ReadoutError} `permission.missing` (`--allow-read`, `--unstable-bundle`).
 */
export async function preparePage(): Promise<(options: PageOptions) => Page> {
  const script = Promise.resolve(await bundleIslands());
  return (options) => openPage(options, script);
}

/**
 * Polls channels and serves a page that plots and lists them: the last 10 minutes at once, then
 * live. A channel that gives nothing for 3 periods, at least 1 s, is shown as stale.
 *
 * The page is only for this computer, because it asks nobody who he is; `allowedHosts` are the
 * names of a proxy in front that does. It shows and changes nothing. It ends by `signal` or by being
 * disposed: the poll, the streams and the server.
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
  const { channels, periodMs, timeoutMs, onReading, signal, clock = systemClock } = options;
  signal?.throwIfAborted();
  const { promise: script, resolve } = Promise.withResolvers<string>();
  const page = openPage({ ...options, clock }, script);
  resolve(bundleIslands()); // takes a moment: the poll and the server do not wait for it
  const end = new AbortController();
  let failure: { readonly error: unknown } | undefined;
  const watch = new StaleWatch(channels, {
    clock,
    staleAfterMs: staleAfterMsOf({ periodMs }),
    show(reading) {
      page.push(reading);
      onReading?.(reading);
    },
    failed(error) {
      failure ??= { error };
      stop();
    },
  });

  async function run(): Promise<void> {
    try {
      for await (
        const reading of poll(channels, { periodMs, timeoutMs, clock, signal: end.signal })
      ) {
        watch.see(reading);
      }
    } finally {
      watch[Symbol.dispose]();
      await page[Symbol.asyncDispose]();
      signal?.removeEventListener("abort", stop);
    }
    if (failure) throw failure.error;
  }
  function stop(): void {
    end.abort();
  }

  signal?.addEventListener("abort", stop, { once: true });
  const finished = run();
  finished.catch(() => {}); // it may fail before anybody has it: whoever awaits it, or disposes, is told
  const monitor = {
    url: page.url,
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
