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
  /** Finishes sending: the other end reads `eof`. Reading goes on. */
  closeWrite(): Promise<void>;
}
