import type { AbortOptions } from "../contract/abort_options.ts";
import type { Chunk } from "../contract/transport.ts";

/** What waits for a reader at the most, before nothing more should be put in. */
const MOST_WAITING_BYTES = 262_144;

/**
 * What has been received and not been read yet: bytes go in as they come, and one reader takes them
 * out in order. An aborted read gives up its place, not the bytes.
 */
export class ChunkQueue {
  readonly #chunks: Uint8Array[] = [];
  #waitingBytes = 0;
  #end: { readonly error?: unknown } | undefined;
  #taker: ((settle: { readonly chunk: Chunk } | { readonly error: unknown }) => void) | undefined;
  #room: (() => void) | undefined;

  /** Whether its end has been told: nothing more goes in. */
  get isOver(): boolean {
    return this.#end !== undefined;
  }

  /** Whether as much waits as should: hold the sender back, or drop what comes. */
  get isFull(): boolean {
    return this.#waitingBytes >= MOST_WAITING_BYTES;
  }

  /** Resolves when something has been taken out, or it was closed. */
  room(): Promise<void> {
    return new Promise((resolve) => this.#room = resolve);
  }

  /** Takes what has come, or waits for it. Only one read may be pending. */
  read({ signal }: AbortOptions = {}): Promise<Chunk> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#taker) return Promise.reject(new TypeError("Cannot read: a read is pending"));
    const bytes = this.#chunks.shift();
    if (bytes !== undefined) {
      this.#waitingBytes -= bytes.length;
      this.#makeRoom();
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

  /** Puts bytes in, which are the reader's from now on. Does nothing after the end. */
  give(bytes: Uint8Array): void {
    if (this.#end) return;
    if (this.#taker) return this.#taker({ chunk: { kind: "bytes", bytes } });
    this.#chunks.push(bytes);
    this.#waitingBytes += bytes.length;
  }

  /** Nothing more comes: what is there can still be read, then reads give `eof`. */
  end(): void {
    if (this.#end) return;
    this.#end = {};
    this.#taker?.({ chunk: { kind: "eof" } });
  }

  /** Nothing more comes: what is there can still be read, then reads reject with `error`. */
  fail(error: unknown): void {
    if (this.#end && "error" in this.#end) return;
    this.#end = { error };
    this.#taker?.({ error });
  }

  /** Takes all that is there, and how it ended if it has. */
  takeAll(): {
    readonly chunks: readonly Uint8Array[];
    readonly end?: { readonly error?: unknown };
  } {
    const chunks = this.#chunks.splice(0);
    this.#waitingBytes = 0;
    this.#makeRoom();
    return this.#end ? { chunks, end: this.#end } : { chunks };
  }

  /** What is there is dropped, and reads reject with `error`. */
  close(error: unknown): void {
    this.#chunks.length = 0;
    this.#waitingBytes = 0;
    this.fail(error);
    this.#makeRoom();
  }

  #makeRoom(): void {
    this.#room?.();
    this.#room = undefined;
  }
}
