import type { ReadCall } from "../contract/channel.ts";
import type { FaultCode } from "../contract/fault.ts";
import type { Clock } from "../contract/clock.ts";
import type { Watchdog } from "../base/watchdog.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { LazyReadCall } from "./read_call.ts";

/** What an exchange needs of the channel that it belongs to. */
export interface ExchangeLine {
  /** The channel's name, for errors. */
  readonly name: string;
  /** Whose time it is. */
  readonly clock: Clock;
  /** Watches the deadlines of those that wait. */
  readonly watchdog: Watchdog;
  /** The exchange is over for its caller. */
  leave(exchange: object): void;
}

/** When an exchange was, and how long it took. */
export interface ExchangeTimes {
  readonly wallMs: number;
  readonly monoMs: number;
  readonly tookMs: number;
}

/**
 * One exchange with a device, as its caller sees it: it is over exactly once, by its result, its
 * fault, its deadline or its signal. What becomes of the result is its subclass's.
 */
export abstract class Attempt<V> {
  /** What it does, for errors. */
  abstract readonly verb: "read" | "write";
  readonly deadlineMs: number;
  over = false;
  protected readonly line: ExchangeLine;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | undefined;
  #call: LazyReadCall | undefined;
  #guarded = false;
  #startMs: number;
  #startWallMs: number;

  constructor(line: ExchangeLine, timeoutMs: number, signal: AbortSignal | undefined) {
    this.line = line;
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#startMs = line.clock.nowMs();
    this.#startWallMs = line.clock.wallMs();
    this.deadlineMs = this.#startMs + timeoutMs;
  }

  /** Makes the exchange. */
  protected abstract exchange(call: ReadCall): V | PromiseLike<V>;

  /** It has a result: delivers it, or says by an error that it is none. */
  protected abstract done(value: V, times: ExchangeTimes): void | ReadoutError;

  /** It has a fault; `rejection` is what a rejecting caller gets. */
  protected abstract failed(error: ReadoutError, rejection: unknown, times: ExchangeTimes): void;

  /** Whether its caller's signal has aborted. */
  get aborted(): boolean {
    return this.#signal?.aborted === true;
  }

  /** Whether its deadline has passed, told or not. */
  get overdue(): boolean {
    return this.line.clock.nowMs() > this.deadlineMs;
  }

  /** It is its turn: the exchange starts now. */
  begin(): V | PromiseLike<V> {
    if (this.#guarded) { // it has waited
      this.#startMs = this.line.clock.nowMs();
      this.#startWallMs = this.line.clock.wallMs();
    }
    this.#call = new LazyReadCall(this.deadlineMs - this.#startMs);
    return this.exchange(this.#call);
  }

  /** From here on it has to wait: for its turn or for its device. */
  guard(): void {
    if (this.#guarded) return;
    this.#guarded = true;
    this.line.watchdog.watch(this);
    if (this.aborted) return this.abort(); // by its own reader
    this.#signal?.addEventListener("abort", this.abort, { once: true });
  }

  /** The exchange has a result. */
  succeed(value: V): void {
    if (this.over) return;
    if (this.#guarded && this.overdue) return this.expire(); // the event loop was blocked
    const times = this.#times();
    const refused = this.done(value, times);
    if (refused) this.failed(refused, refused, times);
    this.#end();
  }

  /** The exchange has failed. */
  fail(error: ReadoutError, rejection: unknown = error): void {
    if (this.over) return;
    this.failed(error, rejection, this.#times());
    this.#end();
  }

  /** Tells its caller and its device that its deadline has passed. */
  expire(): void {
    const error = this.#call
      ? this.error("timeout.total", `no answer in ${this.#timeoutMs} ms`)
      : this.error(
        "timeout.lock",
        `an earlier exchange had not ended in ${this.#timeoutMs} ms; ` +
          `its reader should stop when call.signal aborts`,
      );
    this.fail(error);
    this.#call?.end(error);
  }

  /** Tells its caller and its device that its signal has aborted. */
  readonly abort = (): void => {
    const reason: unknown = this.#signal?.reason;
    this.fail(this.error("aborted", "its caller stopped it", reason), reason);
    this.#call?.end(reason);
  };

  protected error(code: FaultCode, what: string, cause?: unknown): ReadoutError {
    const { name } = this.line;
    const text = `Cannot ${this.verb} ${printable(name)}: ${what}`;
    return new ReadoutError(code, text, {
      channel: name,
      ...(cause === undefined ? {} : { cause }),
    });
  }

  #end(): void {
    this.over = true;
    if (!this.#guarded) return;
    this.line.watchdog.release(this);
    this.line.leave(this);
    this.#signal?.removeEventListener("abort", this.abort);
  }

  #times(): ExchangeTimes {
    return {
      wallMs: this.#startWallMs,
      monoMs: this.#startMs,
      tookMs: this.line.clock.nowMs() - this.#startMs,
    };
  }
}
