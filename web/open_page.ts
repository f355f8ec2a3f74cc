import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";
import type { RigHealth } from "../lib/rig/health/rig_health.ts";
import { printable } from "../lib/base/printable.ts";
import { ReadoutError } from "../lib/base/readout_error.ts";
import { createApp } from "./app.ts";
import { checkHost, isLoopback } from "./host_check.ts";
import { listen } from "./listen.ts";
import { createLive } from "./live.ts";
import { withSecurityHeaders } from "./security_headers.ts";
import type { WireChannel } from "./wire.ts";

/** Where a page is. */
export interface PageAddress {
  /** The address to listen on. Default: `"127.0.0.1"`, which only this computer reaches. */
  readonly hostname?: string | undefined;
  /** The port to listen on. Default: 8000. */
  readonly port?: number | undefined;
  /** Takes no other port if this one is taken. Default: false, the next free one is taken. */
  readonly exactPort?: boolean | undefined;
  /** Hosts that may be asked for besides this computer, as in a browser's address bar. */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** What {@linkcode openPage} shows, and where. */
export interface PageOptions extends PageAddress {
  /** What is shown, in this order. Each name occurs once. */
  readonly channels: readonly WireChannel[];
  /** The shortest time between two readings of a channel, in ms: finite and above 0. */
  readonly periodMs: number;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** A live page that is being served. Disposing of it ends its streams and its server. */
export interface Page extends AsyncDisposable {
  /** Where the page is, such as `"http://127.0.0.1:8000/"`. */
  readonly url: string;
  /** Shows a reading of one of its channels. Never waits. */
  push(reading: Reading<unknown>): void;
  /** Shows how the rig is that the channels belong to. Never waits. */
  tellRig(health: RigHealth): void;
}

/** Where the live data is. */
const SRC = "/live";
/** How far back the page goes. */
const HISTORY_MS = 600_000;

/**
 * Serves a page that plots and lists what is pushed: the last 10 minutes at once, then live. It reads
 * nothing itself.
 *
 * @param options What is shown, and where.
 * @param script What runs in the browser; the page is served before it is there.
 * @throws {ReadoutError} `address.not-local`, `address.in-use`, `permission.missing`.
 * @throws {RangeError} If `periodMs` is not finite and above 0, or `port` is none.
 * @throws {TypeError} If two channels have the same name, or a host is garbled.
 */
export function openPage(options: PageOptions, script: Promise<string>): Page {
  const { channels, periodMs, allowedHosts, clock } = options;
  const { hostname = "127.0.0.1", port = 8_000, exactPort = false } = options;
  if (!isLoopback(hostname)) throw notLocal(hostname);
  const shown = { channels, periodMs, basePath: SRC, keepMs: HISTORY_MS };
  const live = createLive({ ...shown, allowedHosts, clock });
  const app = createApp({
    monitor: {
      ...{ src: SRC, periodMs, historyMs: HISTORY_MS },
      channels: channels.map(({ name, unit, staleAfterMs }) => ({ name, unit, staleAfterMs })),
    },
    live: live.handler,
    script,
  });
  const server = listen({ hostname, port, exactPort }, async (request, info) => {
    return checkHost(request, { allowedHosts }) ?? withSecurityHeaders(await app(request, info));
  });
  return {
    url: server.url,
    push: (reading) => live.push(reading),
    tellRig: (health) => live.tellRig(health),
    async [Symbol.asyncDispose](): Promise<void> {
      live[Symbol.dispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

function notLocal(hostname: string): ReadoutError {
  return new ReadoutError(
    "address.not-local",
    `Cannot serve at ${printable(hostname)}: the page asks nobody who he is, so it is for this ` +
      `computer alone; serve at 127.0.0.1, with a proxy in front that checks who asks`,
  );
}
