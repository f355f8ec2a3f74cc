import type { Clock } from "../contract/clock.ts";
import type { Decoder } from "../contract/codec.ts";
import { watchdogOf } from "../base/watchdog.ts";
import type { Heard } from "./listener_event.ts";
import type { Trace } from "./trace/trace.ts";

const SHOWN_BYTES = 256;

/** How an {@linkcode Inbox} finds messages, and whom it tells. */
export interface InboxOptions<M> {
  readonly decoder: Decoder<M>;
  readonly clock: Clock;
  readonly gapTimeoutMs: number;
  readonly isChecked: boolean;
  /** Remembers what came. */
  readonly trace: Trace;
  /** Hands on what was heard. */
  readonly tell: (heard: Heard<M>) => void;
}

/** Counts of an {@linkcode Inbox}; they are explained with a listener's. */
export interface InboxStats {
  readonly messages: number;
  readonly cut: number;
  readonly bad: number;
  readonly bytes: number;
  readonly messageBytes: number;
  readonly cutBytes: number;
  readonly badBytes: number;
  readonly heldBytes: number;
}

/** What has been received, and the messages in it. */
export class Inbox<M> {
  /** When the last message came, in monotonic ms, dropped ones included. */
  heardAtMs = -Infinity;
  /** Bytes received since then. */
  bytesSince = 0;
  readonly #options: InboxOptions<M>;
  readonly #counts = { messages: 0, cut: 0, bad: 0, messageBytes: 0, cutBytes: 0, badBytes: 0 };
  readonly #gap = { deadlineMs: Infinity, expire: () => void this.take(Infinity, true) };
  /** What has come and is not used: `#bytes` from `#at` on. Chunks are ours, so none is copied. */
  #bytes: Uint8Array = new Uint8Array();
  #at = 0;
  /** What comes next may be the rest of a message. */
  #isTorn = false;
  #wallMs = 0;
  #monoMs = 0;

  constructor(options: InboxOptions<M>) {
    this.#options = options;
  }

  /** A snapshot of the counts. */
  stats(): InboxStats {
    const { messageBytes, cutBytes, badBytes } = this.#counts;
    const heldBytes = this.#bytes.length - this.#at;
    return { ...this.#counts, heldBytes, bytes: messageBytes + cutBytes + badBytes + heldBytes };
  }

  /** A connection begins, perhaps in the middle of a message. */
  open(): void {
    this.#isTorn = !this.#options.isChecked;
  }

  /** Bytes have come. */
  add(bytes: Uint8Array): void {
    const { clock } = this.#options;
    watchdogOf(clock).release(this.#gap);
    this.#wallMs = clock.wallMs();
    this.#monoMs = clock.nowMs();
    this.bytesSince += bytes.length;
    const rest = this.#bytes.subarray(this.#at);
    this.#at = 0;
    this.#bytes = rest.length === 0 ? bytes : glued(rest, bytes);
  }

  /**
   * Takes messages out of what has come, but no more than `most`.
   *
   * @param isQuiet Whether nothing has come for a while: what is left is whole, or bad.
   * @returns How many. If fewer than `most`, more bytes are needed for the next.
   */
  take(most: number, isQuiet = false): number {
    const { decoder, clock, gapTimeoutMs } = this.#options;
    const hints = isQuiet ? { quiet: true } : undefined;
    let taken = 0;
    while (taken < most && this.#at < this.#bytes.length) {
      const decoded = decoder(this.#bytes.subarray(this.#at), hints);
      if (decoded.kind === "more") {
        if (isQuiet) break;
        this.#gap.deadlineMs = clock.nowMs() + gapTimeoutMs;
        watchdogOf(clock).watch(this.#gap);
        break;
      }
      if (decoded.kind === "bad") this.#passOver(decoded.why, decoded.usedBytes);
      else {
        taken++;
        this.#note(decoded.usedBytes);
        this.#at += decoded.usedBytes;
        this.#hearMessage(decoded.value, decoded.usedBytes);
      }
    }
    return taken;
  }

  /** The connection is over; what is left of a message is bad. */
  close(): void {
    watchdogOf(this.#options.clock).release(this.#gap);
    const leftBytes = this.#bytes.length - this.#at;
    if (leftBytes > 0) this.#passOver("the connection was lost before its end", leftBytes);
  }

  #hearMessage(message: M, usedBytes: number): void {
    this.heardAtMs = this.#monoMs;
    this.bytesSince = 0;
    if (this.#isTorn) {
      this.#isTorn = false;
      this.#counts.cut++;
      this.#counts.cutBytes += usedBytes;
      return;
    }
    this.#counts.messageBytes += usedBytes;
    const seq = this.#counts.messages++;
    const { tell } = this.#options;
    tell({ kind: "message", message, seq, wallMs: this.#wallMs, monoMs: this.#monoMs });
  }

  #passOver(why: string, sizeBytes: number): void {
    this.#note(sizeBytes, "frame.bad");
    this.#isTorn = !this.#options.isChecked;
    this.#counts.bad++;
    this.#counts.badBytes += sizeBytes;
    const bytes = this.#bytes.slice(this.#at, this.#at + Math.min(sizeBytes, SHOWN_BYTES));
    this.#at += sizeBytes;
    const times = { wallMs: this.#wallMs, monoMs: this.#monoMs };
    this.#options.tell({ kind: "bad", why, sizeBytes, bytes, ...times });
  }

  #note(sizeBytes: number, code?: "frame.bad"): void {
    const received = this.#bytes.subarray(this.#at, this.#at + sizeBytes);
    this.#options.trace.note("heard", this.#monoMs, { code, received });
  }
}

function glued(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
