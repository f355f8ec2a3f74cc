import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Codec } from "../contract/codec.ts";
import type { Random } from "../contract/random.ts";
import type { Transport } from "../contract/transport.ts";
import type { Resync } from "./resync.ts";
import type { TraceOptions } from "./trace/trace.ts";

/** How a link connects, waits, and gets back into step. */
export interface LinkOptions {
  /** A name for errors, such as `tcp://10.0.0.5:5025`. */
  readonly address: string;
  /** Connects: called for the first exchange, and again whenever the connection is gone. */
  readonly open: (options: AbortOptions) => Promise<Transport>;
  /** How to get back into step after a fault. Default: by connecting anew. */
  readonly resync?: Resync | undefined;
  /** Done after each connecting, before the first value: settings, identity. */
  readonly init?: ((turn: LinkTurn) => Promise<void>) | undefined;
  /** For connecting, in ms (`timeout.connect`). Default: 5000. */
  readonly connectTimeoutMs?: number | undefined;
  /** For the turn on a shared line, in ms (`timeout.lock`). Default: 5000. */
  readonly lockTimeoutMs?: number | undefined;
  /** For handing a request to the system, in ms (`timeout.write`). Default: 1000. */
  readonly writeTimeoutMs?: number | undefined;
  /** From the end of a request to the first byte of its reply, in ms (`timeout.reply`). Default: 1000. */
  readonly replyTimeoutMs?: number | undefined;
  /** Between two parts of one reply, in ms (`timeout.gap`). Default: 200. */
  readonly gapTimeoutMs?: number | undefined;
  /** From the first byte of a reply to its last, in ms (`timeout.total`). Default: 60000. */
  readonly transferTimeoutMs?: number | undefined;
  /** From the end of an exchange to the start of the next, at the least, in ms. Default: 0. */
  readonly minGapMs?: number | undefined;
  /**
   * How many questions may be under way at a time, if replies name their questions (`resync` is
   * `id`); each has its own deadline, and replies may come in any order. Default: 1.
   */
  readonly inFlight?: number | undefined;
  /** How much of what happened is kept for `Link.trace`. */
  readonly trace?: TraceOptions | undefined;
  /** What to do with bytes that nobody asked for: a fault (`frame.extra`), or drop them. Default: `error`. */
  readonly extraInput?: "error" | "ignore" | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
  /** For the spread of back-off. Default: seeded. */
  readonly random?: Random | undefined;
}

/** The link while it is one caller's turn: what `init` and `Link.inTurn()` are given. */
export interface LinkTurn {
  /** As `Link.ask()`, at once. */
  ask<Q, R>(codec: Codec<Q, R>, request: Q, options?: AskOptions): Promise<R>;
  /** As `Link.send()`, at once. */
  send(bytes: Uint8Array, options?: AskOptions): Promise<void>;
}

/** One question. */
export interface AskOptions extends AbortOptions {
  /** Comes before all that wait and are not urgent. */
  readonly urgent?: boolean | undefined;
  /** Instead of the link's, in ms, for a slow measurement. */
  readonly replyTimeoutMs?: number | undefined;
}

/** Counts of a link. */
export interface LinkStats {
  /** Exchanges that gave a value. */
  readonly good: number;
  /** Exchanges that failed. */
  readonly failed: number;
  /** Times it was connected. */
  readonly connects: number;
  /** Times it was brought back into step without connecting anew. */
  readonly resyncs: number;
  /** Late replies that were recognised and dropped. */
  readonly late: number;
  /** Exchanges that wait for their turn. */
  readonly waiting: number;
}
