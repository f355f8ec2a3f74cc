import type { AbortOptions } from "../contract/abort_options.ts";
import { READABLE, WRITABLE } from "./poller.ts";
import type { PosixUse } from "./posix_system.ts";

/** A read that filled this much may have left something. */
const LARGE_BYTES = 1_024;
/** Reads that follow each other at once, before other ports and timers have their turn. */
const MOST_AT_ONCE = 16;

interface Reading {
  readonly buffer: Uint8Array<ArrayBuffer>;
  readonly resolve: (count: number | null) => void;
  readonly reject: (error: unknown) => void;
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** An open port or device file: reads and writes that wait without holding a thread. */
export class Descriptor {
  readonly fd: number;
  readonly posix: PosixUse;
  readonly #watch: { readonly fd: number; wanted: number; onReady(events: number): void };
  #reading: Reading | undefined;
  #writing: Waiting | undefined;
  #readsAtOnce = 0;
  #lastWasLarge = false;
  #closing: { readonly error: unknown; readonly done: Promise<void> } | undefined;

  /** Takes over `fd` and `posix`. */
  constructor(posix: PosixUse, fd: number) {
    this.posix = posix;
    this.fd = fd;
    this.#watch = { fd, wanted: 0, onReady: (events): void => this.#onReady(events) };
  }

  /** Waits for bytes and reads them: how many, `null` at the end. One at a time; not after closing. */
  readInto(buffer: Uint8Array<ArrayBuffer>): Promise<number | null> {
    return new Promise((resolve, reject) => {
      this.#reading = { buffer, resolve, reject };
      if (this.#lastWasLarge && this.#readsAtOnce++ < MOST_AT_ONCE) this.#read(false);
      if (this.#reading) this.#want(READABLE);
    });
  }

  /** Writes all; waits for room. After an abort some may have been written. One at a time. */
  async write(bytes: Uint8Array, { signal }: AbortOptions = {}): Promise<void> {
    if (this.#writing) throw new TypeError("Cannot write: a write is pending");
    const { libc } = this.posix;
    for (let sent = 0; sent < bytes.length;) {
      if (this.#closing) throw this.#closing.error;
      signal?.throwIfAborted();
      const count = libc.write(this.fd, bytes.subarray(sent) as Uint8Array<ArrayBuffer>);
      if (count === undefined) await this.#room(signal);
      else sent += count;
    }
  }

  /** Closes; a write that waits rejects with `error`, a read is dropped. */
  close(error: unknown): Promise<void> {
    this.#closing ??= { error, done: this.#close() };
    this.#writing?.reject(error);
    return this.#closing.done;
  }

  async #close(): Promise<void> {
    this.#reading = undefined;
    const { libc, poller } = this.posix;
    await poller.remove(this.#watch);
    await libc.closeLater(this.fd);
    this.posix[Symbol.dispose]();
  }

  #want(events: number): void {
    const { wanted } = this.#watch;
    if ((wanted & events) === events) return;
    this.#watch.wanted = wanted | events;
    this.posix.poller.add(this.#watch);
  }

  #onReady(events: number): void {
    const isGone = (events & ~(READABLE | WRITABLE)) !== 0;
    this.#readsAtOnce = 0;
    if (isGone || (events & READABLE) !== 0) {
      if (this.#reading) this.#read(isGone);
      else this.#watch.wanted &= ~READABLE;
    }
    if (isGone || (events & WRITABLE) !== 0) {
      this.#watch.wanted &= ~WRITABLE;
      this.#writing?.resolve();
    }
  }

  #read(isGone: boolean): void {
    const { buffer, resolve, reject } = this.#reading!;
    try {
      const count = this.posix.libc.read(this.fd, buffer);
      if (count === undefined && !isGone) return;
      this.#reading = undefined;
      this.#lastWasLarge = (count ?? 0) >= LARGE_BYTES;
      if (count) return resolve(count);
      this.#watch.wanted &= ~READABLE;
      resolve(null);
    } catch (error) {
      this.#reading = undefined;
      this.#watch.wanted &= ~READABLE;
      reject(error);
    }
  }

  async #room(signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#writing = { resolve, reject };
    this.#want(WRITABLE);
    try {
      await promise;
    } finally {
      this.#writing = undefined;
      signal?.removeEventListener("abort", onAbort);
    }
  }
}
