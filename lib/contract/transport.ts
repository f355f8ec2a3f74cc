import type { AbortOptions } from "./abort_options.ts";

/**
 * What one `read()` brought.
 *
 * - `bytes`: at least one byte; they are the reader's, nobody changes them later
 * - `eof`: the other end has finished sending; every later read says the same
 */
export type Chunk =
  | { readonly kind: "bytes"; readonly bytes: Uint8Array }
  | { readonly kind: "eof" };

/** Memory that received bytes are put into, by whoever receives them: nothing is copied on the way. */
export interface ByteSink {
  /** Where the next bytes go: room for at least one. Asked for when nothing is being received. */
  room(): Uint8Array;
  /**
   * So many bytes, at least one, are now in the room that was given last. If it returns a promise,
   * nothing more is asked of the system until that resolves; what was received already still comes.
   */
  came(count: number): Promise<void> | undefined;
  /** Nothing more comes: the other end has finished, or, if there is a `failure`, it broke. */
  ended(failure?: { readonly reason: unknown }): void;
}

/**
 * Moves bytes. Knows nothing about messages.
 *
 * Reading and writing may go on at the same time; of each only one at a time. Disposing closes it:
 * a pending read or write rejects with `link.closed`, as every later one does; closing twice is
 * fine. Every implementation passes the suite `transportConformance()`.
 */
export interface Transport extends AsyncDisposable {
  /** A name for logs and errors, such as `tcp://10.0.0.5:5025`. */
  readonly label: string;
  /**
   * Waits for at least one byte. A read that is aborted rejects with `signal.reason` and loses
   * nothing: the next one gets the bytes. Rejects with `link.closed` if the connection broke.
   */
  read(options?: AbortOptions): Promise<Chunk>;
  /**
   * Resolves once the bytes are handed to the system. After an abort some of them may have been
   * sent. Rejects with `link.closed` if the connection broke.
   */
  write(bytes: Uint8Array, options?: AbortOptions): Promise<void>;
  /**
   * Instead of being read from here on, puts what comes into a sink. Called at most once; `read()`
   * is not called afterwards. Left out by transports that have no faster way than `read()`.
   */
  flowTo?(sink: ByteSink): void;
  /**
   * Finishes sending: the other end reads `eof`. Reading goes on. Rejects with a `TypeError` where
   * there is no such thing, as on a serial line.
   */
  closeWrite(): Promise<void>;
}
