import type { Codec } from "../contract/codec.ts";

/**
 * How a link gets back into step after a timeout, an abort or a bad frame, before it lets another
 * value through. Which one is safe, the protocol knows.
 *
 * - `id`: replies carry an id (Modbus TCP): a late one is recognised and dropped
 * - `reopen`: the connection is closed and made anew: nothing late can arrive on it
 * - `probe`: a question whose answer cannot be mistaken is asked, and everything before that answer
 *   is dropped, and nothing may follow it; after a reopening too, for wires behind a server that
 *   outlives connections
 * - `drain`: everything is dropped until the line has been silent for `quietMs`, counted from when
 *   the reply was due (`replyTimeoutMs` after its question, also if that was given up sooner): no
 *   reply may be later than that. After a reopening too, if something late may come
 */
export type Resync =
  | { readonly kind: "id" }
  | { readonly kind: "reopen" }
  | Probe<unknown, unknown>
  | { readonly kind: "drain"; readonly quietMs: number };

/** A question whose answer cannot be mistaken for another's. */
export interface Probe<Q, R> {
  /** Resynchronise by a question. */
  readonly kind: "probe";
  /** How it is asked. */
  readonly codec: Codec<Q, R>;
  /** What is asked. */
  readonly request: Q;
  /** Whether this is its answer. */
  readonly accept: (reply: R) => boolean;
}

/** Makes a probe whose types fit together. */
export function probe<Q, R>(
  codec: Codec<Q, R>,
  request: Q,
  accept: (reply: R) => boolean,
): Resync {
  return { kind: "probe", codec, request, accept } as Probe<Q, R> as unknown as Resync;
}
