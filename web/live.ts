/**
 * The live data of a page, as a plain fetch handler: mounts in `Deno.serve`, in Fresh, in any
 * server.
 *
 * @module
 */
import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";
import type { RigHealth } from "../lib/rig/health/rig_health.ts";
import type { HostOptions } from "./host_check.ts";
import type { Position } from "./live/live_position.ts";
import type { WireChannel, WireChannels } from "./wire.ts";
import { printable } from "../lib/base/printable.ts";
import { systemClock } from "../lib/base/system_clock.ts";
import { History } from "../lib/sink/memory/history.ts";
import { checkHost, hostName } from "./host_check.ts";
import { LiveFeed } from "./live/live_feed.ts";
import { RunIds } from "./live/live_position.ts";
import { LiveClients } from "./live/live_clients.ts";
import { withSecurityHeaders } from "./security_headers.ts";
import { wireRig } from "./live/wire_rig.ts";
import { wireText } from "./live/wire_text.ts";

export type { HostOptions } from "./host_check.ts";
export type {
  WireAlarm,
  WireChannel,
  WireChannels,
  WireGap,
  WireHistory,
  WireProblem,
  WireReading,
  WireRig,
  WireValue,
} from "./wire.ts";

/** What is shown live, and to whom. */
export interface LiveOptions extends HostOptions {
  /** The channels, in the order in which they are shown. Each name occurs once. */
  readonly channels: readonly WireChannel[];
  /** The spacing of the polling grid in ms, for the page to know what a hole is. */
  readonly periodMs: number;
  /** The path of the routes, with everything that a server puts before it. Default: `"/live"`. */
  readonly basePath?: string | undefined;
  /** How long readings are kept for those who come or come back, in ms. Default: 10 min. */
  readonly keepMs?: number | undefined;
  /** The most readings that are kept, of all channels together. Default: 100,000. */
  readonly capacity?: number | undefined;
  /** The most streams and downloads at one time; others are refused with 503. Default: 1,000. */
  readonly maxClients?: number | undefined;
  /** What tells this run from others: 1 to 64 letters, digits, `-`, `_`. Default: a random one. */
  readonly runId?: string | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** What a {@linkcode Live} has done so far. */
export interface LiveStats {
  /** Readings pushed. */
  readonly readings: number;
  /** Event streams that are open. */
  readonly viewers: number;
  /** Downloads of the history that are under way. */
  readonly downloads: number;
  /** Bytes that wait for viewers, over all of them. */
  readonly queuedBytes: number;
  /** Readings that viewers were told they have lost, over all of them. */
  readonly lostReadings: number;
  /** Clients that were let go because they made no progress for 10 s. */
  readonly stalledClients: number;
}

/** What `Deno.serve` hands over besides the request, as far as it matters here. */
export interface RequestInfo {
  /** Only `Deno.serve` has it, which also cancels the body of a client that has left. */
  readonly completed?: Promise<unknown> | undefined;
}

/** Shows readings live. */
export interface Live extends Disposable {
  /**
   * Shows a reading to everybody who watches. Never waits.
   *
   * @throws {TypeError} If it is of no channel that was named.
   */
  push(reading: Reading<unknown>): void;
  /**
   * Shows how the rig is that the channels belong to: what does not work, and its alarms. Each time
   * replaces the one before.
   */
  tellRig(health: RigHealth): void;
  /**
   * Answers a request. Hand on the server's second argument: without it, `Deno.serve` warns about
   * the abort listener that other servers need.
   */
  readonly handler: (request: Request, info?: RequestInfo) => Response;
  /** A snapshot of the counts. */
  stats(): LiveStats;
}

/**
 * Makes a live view of some channels: readings go in by `push()`, and `handler` answers
 *
 * - `GET {basePath}/channels`: what there is (`WireChannels`)
 * - `GET {basePath}/history`: the readings of the last minutes (`WireHistory`)
 * - `GET {basePath}/stream`: what arrives, as server-sent events `readings`, `gap` and `rig`
 * - `GET {basePath}/rig`: how the rig is that was told (`WireRig`); `null` if none was
 *
 * A stream begins with what arrives from now on, or after an id (`Last-Event-ID`, else `?after=`)
 * with what came since, each reading exactly once. What has left the history, or was dropped as the
 * client is slow, is a `gap` with its exact count. An id of another run, as after a restart, is a
 * gap of an unknown count (`dropped: null`); then comes the whole history of this run, whose
 * channels may be others.
 *
 * At most 256 KiB wait for a client, then the oldest give way to the newest; one that takes nothing
 * for 10 s is let go. Readings of at most 100 ms travel together. Nobody watching, no timer runs.
 *
 * Requests that another site is behind are refused, see `allowedHosts`.
 *
 * @param options The channels, and how they are shown.
 * @throws {TypeError} If two channels have one name, or a host or `runId` is garbled.
 * @throws {RangeError} If `periodMs` or `keepMs` is not finite and above 0, or `capacity` not an
 * integer above 0.
 *
 * @example Mounted in a server
 * ```ts no-eval
 * import { host, poll } from "@readout/readout";
 *
 * const memory = host.memory();
 * using live = createLive({ channels: [memory], periodMs: 1_000 });
 * Deno.serve({ hostname: "127.0.0.1", port: 8000 }, live.handler);
 * for await (const reading of poll(memory, { periodMs: 1_000 })) live.push(reading);
 * ```
 */
export function createLive(options: LiveOptions): Live {
  return new LiveView(options);
}

/** What answers `GET` on a path. */
interface Route {
  readonly type: string;
  answer(request: Request, signal: () => AbortSignal | undefined): BodyInit;
}

class LiveView implements Live {
  readonly #hosts: HostOptions;
  readonly #places: ReadonlyMap<string, number>;
  readonly #routes: ReadonlyMap<string, Route>;
  readonly #ids: RunIds;
  readonly #feed: LiveFeed;
  readonly #clients: LiveClients;

  constructor(options: LiveOptions) {
    const { channels, periodMs, basePath = "/live", keepMs = 600_000, capacity } = options;
    const { maxClients = 1_000, runId = randomName(), clock = systemClock } = options;
    for (const [name, ms] of Object.entries({ periodMs, keepMs })) {
      if (ms > 0 && ms < Infinity) continue;
      throw new RangeError(`Cannot show live: ${name} must be finite and > 0, got ${ms}`);
    }
    this.#hosts = checked(options);
    this.#places = placesByName(channels);
    this.#ids = new RunIds(runId);
    this.#feed = new LiveFeed(new History({ keepMs, capacity, clock }), this.#ids, clock);
    this.#clients = new LiveClients(this.#feed, maxClients, clock);
    this.#routes = this.#routesAt(tidy(`/${basePath}/`), {
      channels: channels.map(({ name, unit, staleAfterMs }): WireChannel => {
        return staleAfterMs === undefined ? { name, unit } : { name, unit, staleAfterMs };
      }),
      periodMs,
      historyMs: keepMs,
    });
  }

  push(reading: Reading<unknown>): void {
    const place = this.#places.get(reading.channel);
    if (place === undefined) {
      const name = printable(reading.channel, 100);
      throw new TypeError(
        `Cannot show a reading of "${name}": it is none of the channels of this view`,
      );
    }
    this.#feed.push(wireText(reading, place));
  }

  tellRig(health: RigHealth): void {
    this.#feed.tellRig(() => wireRig(health));
  }

  readonly handler = (request: Request, info?: RequestInfo): Response => {
    return checkHost(request, this.#hosts) ?? withSecurityHeaders(this.#answer(request, info));
  };

  stats(): LiveStats {
    return {
      readings: this.#feed.history.lastId,
      viewers: this.#clients.viewers,
      downloads: this.#clients.downloads,
      queuedBytes: this.#feed.queuedBytes,
      lostReadings: this.#feed.lostReadings,
      stalledClients: this.#clients.stalled,
    };
  }

  [Symbol.dispose](): void {
    this.#clients[Symbol.dispose]();
    this.#feed[Symbol.dispose]();
  }

  #answer(request: Request, info: RequestInfo | undefined): Response {
    const { method } = request;
    const route = this.#routes.get(tidy(new URL(request.url).pathname));
    if (route === undefined) return refusal(404, "nothing is at this path");
    if (method !== "GET" && method !== "HEAD") {
      return refusal(405, "only GET and HEAD are answered", { allow: "GET, HEAD" });
    }
    const headers = { "content-type": route.type };
    if (method === "HEAD") return new Response(null, { headers }); // not even a stream begins
    if (this.#clients.isFull) {
      return refusal(503, "no more clients are let in now; try again later", {
        "retry-after": "10",
      });
    }
    const signal = () => info && "completed" in info ? undefined : request.signal;
    return new Response(route.answer(request, signal), { headers });
  }

  #routesAt(base: string, head: WireChannels): ReadonlyMap<string, Route> {
    const type = "application/json";
    return new Map<string, Route>([
      [`${base}channels`, { type, answer: () => JSON.stringify(head) }],
      [`${base}rig`, { type, answer: () => JSON.stringify(this.#feed.rig?.rig ?? null) }],
      [`${base}history`, { type, answer: (_, signal) => this.#clients.download(head, signal()) }],
      [`${base}stream`, {
        type: "text/event-stream",
        answer: (request, signal) => this.#clients.view(this.#position(request), signal()),
      }],
    ]);
  }

  /** Where a stream goes on from: a browser that comes back says so, its URL says it once. */
  #position({ headers, url }: Request): Position | undefined {
    const id = headers.get("last-event-id") || new URL(url).searchParams.get("after");
    return id ? this.#ids.parse(id) : undefined;
  }
}

function checked({ allowedHosts }: HostOptions): HostOptions {
  const garbled = allowedHosts?.find((host) => hostName(host) === undefined);
  if (garbled === undefined) return { allowedHosts };
  throw new TypeError(
    `Cannot allow host "${printable(garbled)}": it should be a name or an address, ` +
      `such as "bench.example" or "10.0.0.5"`,
  );
}

function placesByName(channels: LiveOptions["channels"]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  for (const { name } of channels) {
    if (places.has(name)) {
      throw new TypeError(`Cannot show live: two channels are named "${printable(name)}"`);
    }
    places.set(name, places.size);
  }
  return places;
}

/** A path with single slashes. */
function tidy(path: string): string {
  return path.replaceAll(/\/{2,}/g, "/");
}

/** Two runs must not have the same; nothing else depends on it. */
function randomName(): string {
  return crypto.randomUUID().slice(0, 8);
}

function refusal(status: number, why: string, more: Record<string, string> = {}): Response {
  const headers = { "content-type": "text/plain; charset=utf-8", ...more };
  return new Response(`Cannot answer: ${why}.\n`, { status, headers });
}
