import type { Clock } from "../../lib/contract/clock.ts";
import type { LiveFeed } from "./live_feed.ts";
import type { Position } from "./live_position.ts";
import type { WireChannels } from "../wire.ts";
import { Watchdog } from "../../lib/base/watchdog.ts";
import { historyText } from "./history_text.ts";
import { LiveViewer } from "./live_viewer.ts";
import { WatchedStream } from "./watched_stream.ts";

/** How long a client may ask for nothing. */
const STALL_MS = 10_000;

type Bytes = Uint8Array<ArrayBuffer>;

/** The clients of one feed: counted, limited, and let go when they make no progress. */
export class LiveClients implements Disposable {
  /** Event streams that are open. */
  viewers = 0;
  /** Clients that were let go because they made no progress. */
  stalled = 0;
  readonly #feed: LiveFeed;
  readonly #clock: Clock;
  readonly #watchdog: Watchdog;
  readonly #streams = new Set<WatchedStream>();
  #limit: number;

  constructor(feed: LiveFeed, limit: number, clock: Clock) {
    this.#feed = feed;
    this.#limit = limit;
    this.#clock = clock;
    this.#watchdog = new Watchdog(clock);
  }

  /** Downloads that are under way. */
  get downloads(): number {
    return this.#streams.size - this.viewers;
  }

  /** Whether one more would be one too many. */
  get isFull(): boolean {
    return this.#streams.size >= this.#limit;
  }

  /** The event stream of one more viewer. */
  view(position: Position | undefined, signal: AbortSignal | undefined): ReadableStream<Bytes> {
    const viewer = new LiveViewer(this.#feed, position);
    this.viewers++;
    return this.#open(viewer.chunks(), signal, () => {
      viewer.leave();
      this.viewers--;
    });
  }

  /** The history as the JSON text of a `WireHistory`. */
  download(head: WireChannels, signal: AbortSignal | undefined): ReadableStream<Bytes> {
    return this.#open(historyText(this.#feed, head), signal);
  }

  /** Ends every stream, and lets nobody in. */
  [Symbol.dispose](): void {
    this.#limit = 0;
    for (const stream of this.#streams) stream[Symbol.dispose]();
  }

  #open(
    chunks: Iterator<Bytes> | AsyncIterator<Bytes>,
    signal: AbortSignal | undefined,
    onEnd?: () => void,
  ): ReadableStream<Bytes> {
    const stream = new WatchedStream(chunks, {
      clock: this.#clock,
      watchdog: this.#watchdog,
      stallMs: STALL_MS,
      onEnd: (isStalled) => {
        this.#streams.delete(stream);
        if (isStalled) this.stalled++;
        onEnd?.();
      },
    });
    this.#streams.add(stream);
    stream.endOn(signal);
    return stream.body;
  }
}
