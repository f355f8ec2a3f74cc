import type { Clock } from "../../lib/contract/clock.ts";
import type { Watchdog, Watched } from "../../lib/base/watchdog.ts";

/** Who watches a stream. */
export interface WatchedStreamOptions {
  /** Whose time it is. */
  readonly clock: Clock;
  /** Ends streams whose reader makes no progress. */
  readonly watchdog: Watchdog;
  /** How long the reader may go without asking for more. */
  readonly stallMs: number;
  /** Called once, however it ended. */
  onEnd(isStalled: boolean): void;
}

type Chunks = AsyncIterator<Uint8Array<ArrayBuffer>> | Iterator<Uint8Array<ArrayBuffer>>;

/**
 * A response's body that cannot be left behind: it ends when its chunks do, when its reader cancels
 * it or makes no progress, when the request aborts, or when its owner disposes of it, whichever
 * comes first. Servers differ in which of these they do, and some do several.
 *
 * Makes a chunk only when one is asked for, so at most one is in it.
 */
export class WatchedStream implements Watched, Disposable {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  deadlineMs = 0;
  readonly #chunks: Chunks;
  readonly #options: WatchedStreamOptions;
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  #signal: AbortSignal | undefined;
  #over = false;

  constructor(chunks: Chunks, options: WatchedStreamOptions) {
    this.#chunks = chunks;
    this.#options = options;
    this.body = new ReadableStream({
      start: (controller) => void (this.#controller = controller),
      pull: () => this.#pull(),
      cancel: () => {
        this.#controller = undefined; // it is closed already
        this.#end(false);
      },
    }, { highWaterMark: 0 });
    this.#watch();
  }

  /** Ends it when `signal` aborts. */
  endOn(signal: AbortSignal | undefined): void {
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    if (signal?.aborted) this.#end(false);
  }

  /** Its reader has asked for nothing for too long. */
  expire(): void {
    this.#end(true);
  }

  [Symbol.dispose](): void {
    this.#end(false);
  }

  readonly #onAbort = (): void => this.#end(false);

  async #pull(): Promise<void> {
    this.#options.watchdog.release(this);
    const { done, value } = await this.#next();
    if (this.#over) return;
    if (done) return this.#end(false);
    this.#controller?.enqueue(value);
    this.#watch();
  }

  async #next(): Promise<IteratorResult<Uint8Array<ArrayBuffer>>> {
    try {
      return await this.#chunks.next();
    } catch (error) {
      this.#controller = undefined; // the error below takes its place
      this.#end(false);
      throw error;
    }
  }

  #watch(): void {
    const { clock, stallMs, watchdog } = this.#options;
    this.deadlineMs = clock.nowMs() + stallMs;
    watchdog.watch(this);
  }

  #end(isStalled: boolean): void {
    if (this.#over) return;
    this.#over = true;
    const { watchdog, onEnd } = this.#options;
    watchdog.release(this);
    this.#signal?.removeEventListener("abort", this.#onAbort);
    onEnd(isStalled);
    this.#controller?.close();
  }
}
