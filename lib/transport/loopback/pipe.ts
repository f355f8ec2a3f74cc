import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Chunk } from "../../contract/transport.ts";

interface Writing {
  bytes: Uint8Array;
  readonly settle: (error?: { readonly reason: unknown }) => void;
}

/** One direction of a cable: bytes go in at one end and come out at the other, in order. */
export class Pipe {
  readonly #capacityBytes: number;
  readonly #chunks: Uint8Array[] = [];
  readonly #writing: Writing[] = [];
  #heldBytes = 0;
  #ended = false;
  #broken: { readonly read: unknown; readonly write: unknown } | undefined;
  #reader: { readonly wake: () => void; readonly fail: (reason: unknown) => void } | undefined;

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes;
  }

  /** Takes what is there, or waits for it. */
  async read({ signal }: AbortOptions): Promise<Chunk> {
    signal?.throwIfAborted();
    if (this.#reader) throw new TypeError("Cannot read: a read is pending");
    while (this.#chunks.length === 0) {
      if (this.#broken) throw this.#broken.read;
      if (this.#ended) return { kind: "eof" };
      await this.#arrival(signal);
    }
    const bytes = this.#chunks.shift()!;
    this.#heldBytes -= bytes.length;
    this.#fill();
    return { kind: "bytes", bytes };
  }

  /** Puts bytes in; waits for room. */
  write(bytes: Uint8Array, { signal }: AbortOptions): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#broken) return Promise.reject(this.#broken.write);
    if (bytes.length === 0) return Promise.resolve();
    if (this.#writing.length === 0 && this.#heldBytes + bytes.length <= this.#capacityBytes) {
      this.#chunks.push(bytes.slice());
      this.#heldBytes += bytes.length;
      this.#reader?.wake();
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#writing.splice(this.#writing.indexOf(writing), 1);
        reject(signal?.reason);
      };
      const writing: Writing = {
        bytes: bytes.slice(),
        settle: (error): void => {
          signal?.removeEventListener("abort", onAbort);
          if (error) reject(error.reason);
          else resolve();
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
      this.#writing.push(writing);
      this.#fill();
    });
  }

  /** Nothing more goes in. */
  end(): void {
    this.#ended = true;
    this.#reader?.wake();
  }

  /** The reading end was closed: nobody takes any more. */
  leave(read: unknown, write: unknown): void {
    this.#chunks.length = 0;
    this.#break(read, write);
  }

  /** The writing end was closed: what is in it can still be taken, then it has ended. */
  abandon(write: unknown): void {
    for (const { settle } of this.#writing.splice(0)) settle({ reason: write });
    this.end();
  }

  #break(read: unknown, write: unknown): void {
    this.#broken ??= { read, write };
    this.#reader?.fail(read);
    for (const { settle } of this.#writing.splice(0)) settle({ reason: write });
  }

  #fill(): void {
    while (this.#writing.length > 0 && this.#heldBytes < this.#capacityBytes) {
      const writing = this.#writing[0]!;
      const part = writing.bytes.subarray(0, this.#capacityBytes - this.#heldBytes);
      writing.bytes = writing.bytes.subarray(part.length);
      this.#chunks.push(part);
      this.#heldBytes += part.length;
      if (writing.bytes.length === 0) {
        this.#writing.shift();
        writing.settle();
      }
    }
    if (this.#chunks.length > 0) this.#reader?.wake();
  }

  #arrival(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const over = (): void => {
        this.#reader = undefined;
        signal?.removeEventListener("abort", onAbort);
      };
      const onAbort = (): void => {
        over();
        reject(signal?.reason);
      };
      this.#reader = {
        wake: () => {
          over();
          resolve();
        },
        fail: (reason) => {
          over();
          reject(reason);
        },
      };
      signal?.addEventListener("abort", onAbort, { once: true });
    });
  }
}
