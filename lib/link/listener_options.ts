import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Decoder } from "../contract/codec.ts";
import type { Overflow } from "../contract/overflow.ts";
import type { Random } from "../contract/random.ts";
import type { Transport } from "../contract/transport.ts";
import type { TraceOptions } from "./trace/trace.ts";

/** How long a {@linkcode Listener} waits for what, and whom it believes. */
export interface ListenerTuning {
  /**
   * How long there may be no message, in ms; then that is a fault, and the connection is made anew.
   * `Infinity` for a device that may be silent for ever. Default: 5000.
   */
  readonly silentTimeoutMs?: number | undefined;
  /**
   * How long a message may stop before its end, in ms; then what came of it is bad, or, with a
   * framing that is ended by silence, whole. Default: 1000.
   */
  readonly gapTimeoutMs?: number | undefined;
  /** For connecting, in ms (`timeout.connect`). Default: 5000. */
  readonly connectTimeoutMs?: number | undefined;
  /** For handing bytes to the system, in ms (`timeout.write`). Default: 1000. */
  readonly writeTimeoutMs?: number | undefined;
  /**
   * Whether a message proves itself, by a checksum. If not, the first one after a connection, and
   * after bad bytes, may be the rest of another, such as `1.4` of `21.4`: it is dropped and counted.
   * Default: `false`.
   */
  readonly checked?: boolean | undefined;
  /** What it remembers of what it heard and sent. */
  readonly trace?: TraceOptions | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** For the spread of back-off. Default: seeded. */
  readonly random?: Random | undefined;
}

/**
 * Where a {@linkcode Listener} listens, and what for.
 *
 * @typeParam M A message.
 */
export interface ListenerOptions<M> extends ListenerTuning {
  /** A name for errors, such as `serial:///dev/ttyUSB0`. */
  readonly address: string;
  /** Connects: called at the start, and again whenever the connection is gone. */
  readonly open: (options: AbortOptions) => Promise<Transport>;
  /** Finds the messages. */
  readonly decoder: Decoder<M>;
  /** Done after each connecting, such as sending what makes the device talk. */
  readonly init?: ((send: (bytes: Uint8Array) => Promise<void>) => Promise<void>) | undefined;
}

/** How a {@linkcode Listener} starts. */
export interface StartOptions extends AbortOptions {
  /**
   * What to do if there is nothing to connect to: reject, or go on trying in the background.
   * Default: `"error"`.
   */
  readonly absent?: "error" | "retry" | undefined;
}

/**
 * How one subscriber's queue is bounded, and what happens when it is full. Both must be named. There
 * is no `wait`: a device that talks unasked waits for nobody, and no subscriber for another.
 */
export interface ListenOptions extends AbortOptions {
  /** How many may wait to be taken: an integer >= 1. */
  readonly capacity: number;
  /** What happens to a message that finds the queue full; `fail` ends the loop by `queue.full`. */
  readonly overflow: Exclude<Overflow, "wait">;
}

/** Bounds the wait for one message. */
export interface NextOptions extends AbortOptions {
  /** How long, in ms (`timeout.reply`). Default: 10000. */
  readonly timeoutMs?: number | undefined;
}

/** Counts of a {@linkcode Listener}. `bytes = messageBytes + cutBytes + badBytes + heldBytes`. */
export interface ListenerStats {
  /** Messages heard. */
  readonly messages: number;
  /** Messages dropped because they may be the rest of another. */
  readonly cut: number;
  /** Times that bytes were no message. */
  readonly bad: number;
  /** Times that there was no message for too long. */
  readonly silences: number;
  /** Times that it was connected. */
  readonly connects: number;
  /** Times that a connection was lost, or could not be made. */
  readonly losses: number;
  /** Loops, waits and channels that listen now. */
  readonly listening: number;
  /** Messages that a subscriber lost because its queue was full, over all subscribers. */
  readonly dropped: number;
  /** Bytes received. */
  readonly bytes: number;
  /** Of those, bytes of messages. */
  readonly messageBytes: number;
  /** Bytes of messages that may be the rest of another. */
  readonly cutBytes: number;
  /** Bytes that were no message, or were left of one when the connection was lost. */
  readonly badBytes: number;
  /** Bytes that wait for the rest of their message. */
  readonly heldBytes: number;
}
