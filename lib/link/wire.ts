import type { Decoded, DecodeHints } from "../contract/codec.ts";
import type { ByteSink, Transport } from "../contract/transport.ts";
import { delay } from "../base/delay.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import type { Doubt } from "./doubt.ts";
import { Exchange, type ExchangeContext, type Question } from "./exchange.ts";
import { flow } from "./flow.ts";
import { JoinedWrites } from "./joined_writes.ts";
import type { LinkCounts } from "./link_counts.ts";
import { ReceivedBytes } from "./received_bytes.ts";
import type { Trace } from "./trace/trace.ts";

/** What a {@linkcode Wire} needs of its link. */
export interface WireContext extends ExchangeContext {
  readonly trace: Trace;
  readonly counts: LinkCounts;
  /** Whether something late may come: the line's, of which this is one connection. */
  readonly doubt: Doubt;
  /** Replies name their questions: several may be under way, and one that nobody waits for is late. */
  readonly hasIds: boolean;
  /** Bytes after a reply that nobody asked for are dropped; else they are a fault. */
  readonly ignoresExtra: boolean;
}

type Whole = Extract<Decoded<unknown>, { readonly kind: "value" }>;

const QUIET: DecodeHints = { quiet: true };
/** What waits for somebody to ask at the most, before nothing more is received. */
const MOST_UNASKED_BYTES = 65_536;
/** A line that does not fall silent in so many pauses never will. */
const MOST_PAUSES = 20;

/** One connection: questions go out, and what comes in is dealt out to them. */
export class Wire implements ByteSink, AsyncDisposable {
  readonly #transport: Transport;
  readonly #context: WireContext;
  readonly #writes: JoinedWrites;
  readonly #received = new ReceivedBytes();
  /** The questions that wait for a reply, in the order in which they were asked. */
  readonly #asked: Exchange[] = [];
  #broken: { readonly reason: unknown } | undefined;
  #goOn: (() => void) | undefined;

  /** Takes a transport over. */
  constructor(transport: Transport, context: WireContext) {
    this.#transport = transport;
    this.#context = context;
    this.#writes = new JoinedWrites(transport);
    flow(transport, this);
  }

  /** Whether nothing more can be asked on it. */
  get isBroken(): boolean {
    return this.#broken !== undefined;
  }

  /** How many bytes are there that nobody has asked for. */
  get unaskedBytes(): number {
    return this.#asked.length > 0 ? 0 : this.#received.length;
  }

  /** Asks a question; resolves with the reply to it, or when it is sent if there is none. */
  ask<R>(question: Question<R>, startMs = this.#context.clock.nowMs()): Promise<R> {
    if (this.#broken) return Promise.reject(this.#broken.reason);
    const exchange = new Exchange(question, startMs, this.#context, this.#onFault);
    if (question.decoder) this.#asked.push(exchange);
    void this.#write(exchange);
    return exchange.reply as Promise<R>;
  }

  /** Drops what nobody has asked for. */
  dropUnasked(): void {
    if (this.#received.length > 0) this.#note("unasked", this.#received.bytes);
    this.#received.clear();
    this.#resume();
  }

  /** Drops everything until nothing has come for `quietMs`, from when the last reply was due. */
  async drain(quietMs: number, signal: AbortSignal): Promise<void> {
    const { clock, doubt } = this.#context;
    const longestMs = Math.max(clock.nowMs(), doubt.silenceFromMs) + MOST_PAUSES * quietMs;
    for (;;) {
      if (this.#broken) throw this.#broken.reason;
      if (this.#goOn) doubt.raise(clock.nowMs()); // more would have come, and was held back
      this.dropUnasked();
      const untilMs = doubt.silenceFromMs + quietMs;
      if (untilMs > longestMs) throw this.#error("link.suspect", "the line does not fall silent");
      const leftMs = untilMs - clock.nowMs();
      if (leftMs <= 0) return;
      await delay(leftMs, { clock, signal });
    }
  }

  room(): Uint8Array {
    return this.#received.room();
  }

  came(count: number): Promise<void> | undefined {
    if (this.#broken) return undefined;
    this.#received.came(count);
    const { clock, doubt } = this.#context;
    if (doubt.isThere) doubt.raise(clock.nowMs());
    this.#dealOut(false);
    if (this.unaskedBytes < MOST_UNASKED_BYTES) return undefined;
    return new Promise((resolve) => this.#goOn = resolve);
  }

  ended(failure?: { readonly reason: unknown }): void {
    this.#dealOut(true);
    this.#break(failure?.reason ?? this.#error("link.closed", "the other end has closed it"));
  }

  /** Closes the connection; what is under way rejects with `link.closed`. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#break(this.#error("link.closed", "it is closed"));
    await this.#transport[Symbol.asyncDispose]();
  }

  async #write(exchange: Exchange): Promise<void> {
    try {
      await this.#writes.write(exchange.bytes);
    } catch (reason) {
      if (exchange.phase === "write") this.#onFault(exchange, reason);
      return;
    }
    exchange.sent();
    if (this.#received.length > 0) this.#dealOut(false);
    if (exchange.question.decoder || exchange.phase === "over") return;
    this.#context.trace.exchange(exchange, exchange.sentMs, "ok");
    this.#context.counts.good++;
    exchange.succeed(undefined);
  }

  /** Deals out what has come, as long as there is something whole for somebody. */
  #dealOut(quiet: boolean): void {
    while (this.#received.length > 0 && this.#asked.length > 0 && this.#dealOne(quiet));
    if (this.#goOn && this.unaskedBytes < MOST_UNASKED_BYTES) this.#resume();
  }

  /** Deals out one message, and tells whether there was one. */
  #dealOne(quiet: boolean): boolean {
    const { bytes } = this.#received;
    const first = this.#asked[0]!;
    let usedBytes = 0;
    for (const exchange of this.#asked) {
      const { question } = exchange;
      const decoded = question.decoder!(bytes, quiet ? QUIET : undefined);
      if (decoded.kind === "more") {
        if (decoded.expects) this.#received.expect(decoded.expects);
        if (!quiet) first.waitForRest();
        return false;
      }
      ({ usedBytes } = decoded);
      if (decoded.kind === "bad") {
        if (question.isProbe) break;
        if (!quiet) this.#onFault(exchange, this.#bad(decoded.why)); // else: it has stopped
        return false;
      }
      if (question.isOurs(decoded.value)) {
        if (first.phase === "gap") first.waitForReply(); // it may be another's that had begun
        this.#answer(exchange, decoded, bytes);
        return true;
      }
    }
    this.#context.counts.late++;
    this.#note("late", bytes.subarray(0, usedBytes));
    this.#received.use(usedBytes);
    return true;
  }

  #answer(exchange: Exchange, decoded: Whole, bytes: Uint8Array): void {
    const { clock, trace, hasIds, ignoresExtra } = this.#context;
    const { value, usedBytes, isView } = decoded;
    const extraBytes = bytes.length - usedBytes;
    // A reply that more follows is not to be trusted, unless replies name their questions.
    if (extraBytes > 0 && !hasIds) {
      const what = `${extraBytes} bytes more came than were asked for`;
      if (!ignoresExtra) return this.#onFault(exchange, this.#error("frame.extra", what));
      this.#received.use(extraBytes);
    }
    if (isView) this.#received.giveAway(usedBytes);
    else this.#received.use(usedBytes);
    this.#forget(exchange);
    trace.exchange(exchange, clock.nowMs(), "ok", bytes, usedBytes);
    if (!exchange.question.isProbe) this.#context.counts.good++;
    exchange.succeed(value);
  }

  readonly #onFault = (exchange: Exchange, reason: unknown): void => {
    const code = isReadoutError(reason) ? reason.code : "aborted";
    if (code === "timeout.gap" && exchange === this.#asked[0]) {
      this.#dealOut(true); // a message that is ended by silence is whole now
      if (exchange.phase === "over") return;
    }
    const isHalfSent = exchange.phase === "write";
    const { clock, trace, doubt, hasIds } = this.#context;
    const received = exchange === this.#asked[0] ? this.#received.bytes : undefined;
    trace.exchange(exchange, clock.nowMs(), code, received);
    this.#forget(exchange);
    if (!hasIds) doubt.raise(Math.max(clock.nowMs(), exchange.dueMs));
    exchange.fail(reason);
    if (isHalfSent) this.#break(this.#error("link.closed", "half a request may have been sent"));
    else if (hasIds && ["frame.bad", "timeout.gap", "timeout.total"].includes(code)) {
      // Nobody knows where the next reply begins; it would be taken for the rest of this one.
      this.#break(this.#error("link.closed", "what came could not be understood", reason));
    }
  };

  #forget(exchange: Exchange): void {
    const at = this.#asked.indexOf(exchange);
    if (at >= 0) this.#asked.splice(at, 1);
  }

  #break(reason: unknown): void {
    if (this.#broken) return;
    this.#broken = { reason };
    for (const exchange of [...this.#asked]) this.#onFault(exchange, reason);
    this.#resume();
  }

  #resume(): void {
    this.#goOn?.();
    this.#goOn = undefined;
  }

  #note(kind: "late" | "unasked", received: Uint8Array): void {
    this.#context.trace.note(kind, this.#context.clock.nowMs(), { received });
  }

  #bad(why: string): ReadoutError {
    const { address } = this.#context;
    const received = new TextDecoder("latin1").decode(this.#received.bytes.subarray(0, 256));
    return new ReadoutError("frame.bad", `Cannot understand ${address}: ${why}`, {
      address,
      received,
    });
  }

  #error(
    code: "link.closed" | "frame.extra" | "link.suspect",
    what: string,
    cause?: unknown,
  ): ReadoutError {
    const { address } = this.#context;
    const text = `Cannot talk to ${address}: ${what}`;
    return new ReadoutError(code, text, { address, ...(cause === undefined ? {} : { cause }) });
  }
}
