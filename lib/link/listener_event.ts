import type { ReadoutError } from "../base/readout_error.ts";

/**
 * A message that came, and when.
 *
 * @typeParam M A message.
 */
export interface HeardMessage<M> {
  /** A message. */
  readonly kind: "message";
  /** What it says. */
  readonly message: M;
  /** Counts the listener's messages from 0: who misses one sees a gap. */
  readonly seq: number;
  /** Wall time at which the last of its bytes came, in ms since the Unix epoch. */
  readonly wallMs: number;
  /** Monotonic time of the same, in ms. */
  readonly monoMs: number;
}

/**
 * What a {@linkcode Listener} hears, as data.
 *
 * - `message`: a message
 * - `bad`: bytes that are no message, or may be the rest of one
 * - `silent`: no message for too long; the connection is made anew
 * - `lost`: the connection is gone, or could not be made; it is tried again
 *
 * @typeParam M A message.
 */
export type Heard<M> =
  | HeardMessage<M>
  | {
    readonly kind: "bad";
    /** Why they are none. */
    readonly why: string;
    /** How many bytes they are. */
    readonly sizeBytes: number;
    /** The first of them, at most 256. */
    readonly bytes: Uint8Array;
    /** Wall time at which they came, in ms since the Unix epoch. */
    readonly wallMs: number;
    /** Monotonic time of the same, in ms. */
    readonly monoMs: number;
  }
  | {
    readonly kind: "silent" | "lost";
    /** What is wrong. */
    readonly error: ReadoutError;
    /** Wall time at which that was seen, in ms since the Unix epoch. */
    readonly wallMs: number;
    /** Monotonic time of the same, in ms. */
    readonly monoMs: number;
  };

/**
 * Takes what a listener hears, as it comes. It must not wait, and not throw.
 *
 * @typeParam M A message.
 */
export interface Ear<M> {
  /** Something was heard. */
  hear(heard: Heard<M>): void;
  /** Nothing more is heard: the listener was closed, by us. */
  end(error: ReadoutError): void;
  /** How many messages it can take before whoever takes them from it needs a turn. Default: any. */
  readonly capacity?: number;
}
