import type { Clock } from "../contract/clock.ts";
import type { Decoder } from "../contract/codec.ts";
import type { FaultCode } from "../contract/fault.ts";
import { ReadoutError } from "../base/readout_error.ts";
import type { Watchdog, Watched } from "../base/watchdog.ts";

/** What is asked, and what the answer looks like. */
export interface Question<R> {
  /** What is sent. */
  readonly bytes: Uint8Array;
  /** Decodes the reply; `undefined` if there is none. */
  readonly decoder: Decoder<R> | undefined;
  /** Whether a reply is to this question. */
  isOurs(reply: R): boolean;
  /** Whether it is asked to find the way back into step: all that is no answer to it is dropped. */
  readonly isProbe?: boolean | undefined;
  /** How long the first byte of the reply may take, in ms. */
  readonly replyTimeoutMs: number;
  /** When it was asked for, in the clock's monotonic ms. */
  readonly queuedMs: number;
  /** Gives it up. */
  readonly signal?: AbortSignal | undefined;
}

/** Whose exchange it is, and how long its phases may take, but for the reply's first byte. */
export interface ExchangeContext {
  readonly address: string;
  readonly clock: Clock;
  /** The clock's. */
  readonly watchdog: Watchdog;
  readonly writeTimeoutMs: number;
  readonly gapTimeoutMs: number;
  readonly transferTimeoutMs: number;
}

/** Told when an exchange has run out of time, or is given up: it decides what becomes of it. */
export type OnFault = (exchange: Exchange, reason: unknown) => void;

/** One question under way: the phase it is in, until when, and its answer to be. */
export class Exchange implements Watched {
  deadlineMs = Infinity;
  /** NaN until all is handed to the system. */
  sentMs = NaN;
  phase: "write" | "reply" | "gap" | "over" = "write";
  readonly startMs: number;
  readonly queuedMs: number;
  readonly bytes: Uint8Array;
  readonly question: Question<unknown>;
  /** Settles when it is over. */
  readonly reply: Promise<unknown>;
  readonly #context: ExchangeContext;
  readonly #onFault: OnFault;
  readonly #onAbort: (() => void) | undefined;
  /** When the first part of its reply was there. */
  #begunMs = NaN;
  #resolve!: (reply: unknown) => void;
  #reject!: (reason: unknown) => void;

  /** Begins with the phase of writing. */
  constructor(
    question: Question<unknown>,
    startMs: number,
    context: ExchangeContext,
    onFault: OnFault,
  ) {
    this.question = question;
    this.bytes = question.bytes;
    this.queuedMs = question.queuedMs;
    this.#context = context;
    this.#onFault = onFault;
    this.startMs = startMs;
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = question;
    if (signal) {
      this.#onAbort = () => onFault(this, signal.reason);
      signal.addEventListener("abort", this.#onAbort, { once: true });
    }
    this.#allow(startMs + context.writeTimeoutMs);
  }

  /** Until when the first byte of its reply is no surprise. */
  get dueMs(): number {
    const { sentMs, startMs, question } = this;
    return (Number.isNaN(sentMs) ? startMs : sentMs) + question.replyTimeoutMs;
  }

  /** All has been handed to the system: now the reply's first byte is waited for. */
  sent(): void {
    if (this.phase !== "write") return; // it was answered, or given up, sooner
    this.sentMs = this.#context.clock.nowMs();
    this.waitForReply();
  }

  /** The reply's first byte is waited for, until as long after the sending as it may take. */
  waitForReply(): void {
    this.phase = "reply";
    this.#begunMs = NaN;
    this.#allow(this.sentMs + this.question.replyTimeoutMs);
  }

  /** A part of a message is there: now its next part is waited for. */
  waitForRest(): void {
    if (this.phase === "write" || this.question.isProbe) return;
    const { clock, gapTimeoutMs } = this.#context;
    const nowMs = clock.nowMs();
    if (this.phase !== "gap") this.#begunMs = nowMs;
    this.phase = "gap";
    this.#allow(Math.min(nowMs + gapTimeoutMs, this.#transferredMs));
  }

  /** It is over, with an answer. */
  succeed(reply: unknown): void {
    this.#end();
    this.#resolve(reply);
  }

  /** It is over, without one. */
  fail(reason: unknown): void {
    this.#end();
    this.#reject(reason);
  }

  expire(): void {
    const [code, what, ms] = this.#missing();
    const { address } = this.#context;
    const text = `Cannot talk to ${address}: ${what} in ${ms} ms`;
    const sent = new TextDecoder("latin1").decode(this.bytes.subarray(0, 256)).trimEnd();
    this.#onFault(this, new ReadoutError(code, text, { address, sent }));
  }

  #allow(untilMs: number): void {
    this.deadlineMs = untilMs;
    this.#context.watchdog.watch(this);
  }

  #end(): void {
    this.phase = "over";
    this.#context.watchdog.release(this);
    if (this.#onAbort) this.question.signal!.removeEventListener("abort", this.#onAbort);
  }

  /** When the last part of a reply that has begun has to be there. */
  get #transferredMs(): number {
    return this.#begunMs + this.#context.transferTimeoutMs;
  }

  #missing(): readonly [code: FaultCode, what: string, ms: number] {
    const { isProbe, replyTimeoutMs } = this.question;
    const { transferTimeoutMs } = this.#context;
    switch (this.phase) {
      case "write":
        return ["timeout.write", "what was sent was not taken", this.#context.writeTimeoutMs];
      case "gap":
        if (this.deadlineMs === this.#transferredMs) {
          return ["timeout.total", "a reply that had begun did not end", transferTimeoutMs];
        }
        return ["timeout.gap", "a reply did not go on", this.#context.gapTimeoutMs];
      default:
        return isProbe
          ? ["link.suspect", "no answer to a probe", replyTimeoutMs]
          : ["timeout.reply", "no reply", replyTimeoutMs];
    }
  }
}
