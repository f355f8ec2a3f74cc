import type { AbortOptions } from "../contract/abort_options.ts";
import type { Chunk } from "../contract/transport.ts";

/** Fills a buffer from a system resource: how many bytes, or `null` at the end. */
export type ReadInto = (buffer: Uint8Array) => Promise<number | null>;

const BUFFER_BYTES = 65_536;
/** What waits for a reader at the most, before nothing more is read: the system then holds back. */
const MOST_WAITING_BYTES = 262_144;

/**
 * Reads a system resource in an endless loop and lets reads take what has come.
 *
 * A read of the system cannot be taken back: one that is given up swallows the next bytes. So the
 * loop owns it, and an aborted read gives up its place in front of the loop, not the bytes.
 */
export class BytePump {
  readonly #readInto: ReadInto;
  readonly #failed: (error: unknown) => unknown;
  readonly #chunks: Uint8Array[] = [];
  #waitingBytes = 0;
  #end: { readonly error?: unknown } | undefined;
  #taker: ((settle: { readonly chunk: Chunk } | { readonly error: unknown }) => void) | undefined;
  #room: (() => void) | undefined;

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
  read({ signal }: AbortOptions = {}): Promise<Chunk> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#taker) return Promise.reject(new TypeError("Cannot read: a read is pending"));
    const bytes = this.#chunks.shift();
    if (bytes !== undefined) {
      this.#waitingBytes -= bytes.length;
      this.#room?.();
      return Promise.resolve({ kind: "bytes", bytes });
    }
    if (this.#end) {
      return "error" in this.#end
        ? Promise.reject(this.#end.error)
        : Promise.resolve({ kind: "eof" });
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#taker = undefined;
        reject(signal?.reason);
      };
      this.#taker = (outcome) => {
        this.#taker = undefined;
        signal?.removeEventListener("abort", onAbort);
        if ("chunk" in outcome) resolve(outcome.chunk);
        else reject(outcome.error);
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }

  /** Ends the loop: what has come is dropped, and reads reject with `error`. */
  close(error: unknown): void {
    if (this.#end && "error" in this.#end) return;
    this.#chunks.length = 0;
    this.#finish({ error });
    this.#room?.();
  }

  async #pump(): Promise<void> {
    let buffer = new Uint8Array(BUFFER_BYTES);
    try {
      while (!this.#end) {
        const count = await this.#readInto(buffer);
        if (this.#end) return;
        if (count === null) return this.#finish({});
        if (count === 0) continue;
        if (count < BUFFER_BYTES / 4) this.#give(buffer.slice(0, count));
        else {
          this.#give(buffer.subarray(0, count));
          buffer = new Uint8Array(BUFFER_BYTES);
        }
        if (this.#waitingBytes >= MOST_WAITING_BYTES) {
          await new Promise<void>((resolve) => this.#room = resolve);
          this.#room = undefined;
        }
      }
    } catch (error) {
      this.#finish({ error: this.#failed(error) });
    }
  }

  #give(bytes: Uint8Array): void {
    if (this.#taker) return this.#taker({ chunk: { kind: "bytes", bytes } });
    this.#chunks.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  #finish(end: { readonly error?: unknown }): void {
    if (this.#end && !("error" in end)) return;
    this.#end = end;
    this.#taker?.("error" in end ? { error: end.error } : { chunk: { kind: "eof" } });
  }
}
