import type { Clock } from "../../lib/contract/clock.ts";
import { delay } from "../../lib/base/delay.ts";
import type { WireChannels, WireGap, WireHistory, WireReading, WireRig } from "../wire.ts";

/** How the page stands with the server. */
export type Connection = "connecting" | "live" | "lost";

/** What a feed reports. */
export interface FeedListener {
  /** The state has changed. */
  connection(state: Connection): void;
  /** Everything anew: at the start, and when the channels are not the same any more. */
  history(history: WireHistory): void;
  /** What came since, oldest first. */
  readings(readings: readonly WireReading[]): void;
  /** How the rig is now. */
  rig(rig: WireRig): void;
  /** What lies between is lost to this page. */
  gap(gap: WireGap): void;
}

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 5_000;

/**
 * Loads the history from `src`, then follows the stream. When the connection breaks it tries
 * again, and goes on where it was, until it is closed.
 *
 * @param src Where the live data is, such as `/live`.
 * @param listener Told what happens.
 * @param clock Whose time it waits by.
 * @returns Closes the feed.
 */
export function openFeed(src: string, listener: FeedListener, clock: Clock): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let known: string | undefined; // the channels of the history that was loaded
  let lastId = "";

  async function get<T>(path: string): Promise<T> {
    const response = await fetch(`${src}/${path}`, { signal, cache: "no-store" });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return await response.json();
  }

  /** Resolves when the stream breaks. */
  function follow(): Promise<void> {
    const source = new EventSource(`${src}/stream?after=${encodeURIComponent(lastId)}`);
    source.onopen = () => listener.connection("live");
    return new Promise<void>((resolve, reject) => {
      const on = <T>(name: string, take: (data: T) => void): void => {
        source.addEventListener(name, (event: MessageEvent<string>) => {
          try {
            take(JSON.parse(event.data));
            if (event.lastEventId !== "") lastId = event.lastEventId;
          } catch (error) {
            reject(error);
          }
        });
      };
      on<WireReading[]>("readings", listener.readings);
      on<WireGap>("gap", listener.gap);
      on<WireRig>("rig", listener.rig);
      source.onerror = () => resolve();
      signal.onabort = () => resolve(); // one at a time: the last stream's has ended
    }).finally(() => source.close());
  }

  async function connect(): Promise<void> {
    if (known !== undefined && channelsOf(await get<WireChannels>("channels")) === known) {
      return await follow();
    }
    const history = await get<WireHistory>("history");
    known = channelsOf(history);
    lastId = history.lastId;
    listener.history(history);
    await follow();
  }

  async function run(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    listener.connection("connecting");
    while (!signal.aborted) {
      try {
        await connect();
        retryMs = FIRST_RETRY_MS;
      } catch {
        retryMs = Math.min(2 * retryMs, LONGEST_RETRY_MS); // the state below says it
      }
      if (signal.aborted) return;
      listener.connection("lost");
      await delay(retryMs, { clock, signal }).catch(() => {}); // closed meanwhile: the loop ends
    }
  }

  run();
  return () => stop.abort();
}

function channelsOf({ channels, periodMs, historyMs }: WireChannels): string {
  return JSON.stringify([channels, periodMs, historyMs]);
}
