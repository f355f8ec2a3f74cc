import type { AbortOptions } from "../contract/abort_options.ts";
import type { ByteSink, Chunk } from "../contract/transport.ts";
import { ChunkQueue } from "./chunk_queue.ts";
import { pour } from "./pour.ts";

/** Fills a buffer from a system resource: how many bytes, or `null` at the end. */
export type ReadInto = (buffer: Uint8Array) => Promise<number | null>;

const BUFFER_BYTES = 65_536;

/**
 * Reads a system resource in an endless loop and lets reads take what has come.
 *
 * A read of the system cannot be taken back: one that is given up swallows the next bytes. So the
 * loop owns it, and an aborted read gives up its place in front of the loop, not the bytes. While
 * as much waits as should, nothing more is read: the system then holds the sender back.
 */
export class BytePump {
  readonly #readInto: ReadInto;
  readonly #failed: (error: unknown) => unknown;
  readonly #queue = new ChunkQueue();
  #sink: ByteSink | undefined;

  /**
   * Starts the loop.
   *
   * @param readInto Reads the system resource; a rejection ends the loop.
   * @param failed Makes of that rejection what readers get.
   */
  constructor(readInto: ReadInto, failed: (error: unknown) => unknown) {
    this.#readInto = readInto;
    this.#failed = failed;
    this.#pump();
  }

  /** Takes what has come, or waits for it. Only one read may be pending. */
  read(options?: AbortOptions): Promise<Chunk> {
    return this.#queue.read(options);
  }

  /** From here on, reads into a sink: what has come already first, then straight into its memory. */
  flowTo(sink: ByteSink): void {
    this.#sink = sink;
    const { chunks, end } = this.#queue.takeAll();
    for (const bytes of chunks) pour(bytes, sink);
    if (end) sink.ended("error" in end ? { reason: end.error } : undefined);
  }

  /** Ends the loop: what has come is dropped, and reads reject with `error`. */
  close(error: unknown): void {
    const isNews = !this.#queue.isOver;
    this.#queue.close(error);
    if (isNews) this.#sink?.ended({ reason: error });
  }

  async #pump(): Promise<void> {
    const queue = this.#queue;
    let own = new Uint8Array(BUFFER_BYTES);
    try {
      while (!queue.isOver) {
        const intoSink = this.#sink?.room();
        const count = await this.#readInto(intoSink ?? own);
        if (queue.isOver) return;
        if (count === null) {
          queue.end();
          return this.#sink?.ended();
        }
        if (count === 0) continue;
        if (intoSink) {
          const holding = this.#sink!.came(count);
          if (holding) await holding;
          continue;
        }
        const bytes = own.subarray(0, count);
        if (this.#sink) await pour(bytes, this.#sink); // the read was under way before there was one
        else if (count < BUFFER_BYTES / 4) queue.give(bytes.slice());
        else {
          queue.give(bytes);
          own = new Uint8Array(BUFFER_BYTES);
        }
        if (queue.isFull) await queue.room();
      }
    } catch (thrown) {
      const isNews = !queue.isOver;
      const error = this.#failed(thrown);
      queue.fail(error);
      if (isNews) this.#sink?.ended({ reason: error });
    }
  }
}
