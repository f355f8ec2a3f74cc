import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Codec } from "../contract/codec.ts";
import { delay } from "../base/delay.ts";
import { orAbort } from "../base/or_abort.ts";
import { printable } from "../base/printable.ts";
import { isReadoutError, ReadoutError, textOfThrown } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";
import { checkInFlight } from "./check_in_flight.ts";
import { checkWait, checkWaits } from "./check_waits.ts";
import type { Question } from "./exchange.ts";
import type { AskOptions, LinkOptions, LinkStats, LinkTurn } from "./link_options.ts";
import { absent, isLeftOut, type Startup } from "./startup.ts";
import { Trace } from "./trace/trace.ts";
import { TurnLock } from "./turn_lock.ts";
import type { Wire } from "./wire.ts";
import { WireKeeper } from "./wire_keeper.ts";

/**
 * The one owner of a connection: asks one question at a time, first come first served, and never
 * gives one question's reply to another. Where replies name their questions, it may ask some at a
 * time (`inFlight`).
 *
 * After a timeout, an abort or a bad frame the link is suspect: a late reply may still come. No
 * value leaves it until it is in step again ({@linkcode Resync}). A connection that is gone is made
 * anew for the next question, with a growing pause between attempts that fail. Connecting and
 * getting back into step go on when the question that needed them is given up: the next one finds
 * it done.
 *
 * Codes: `timeout.lock`, `timeout.write`, `timeout.reply`, `timeout.gap`, `frame.bad`,
 * `frame.extra`, `link.suspect`, `link.closed`, `link.absent`, and those of `open` and `init`.
 */
export class Link implements AsyncDisposable {
  /** Its name. */
  readonly address: string;
  /** The last things that happened on it. */
  readonly trace: Trace;
  readonly #options: LinkOptions;
  readonly #clock: Clock;
  /** Whose turn it is to have an exchange under way. */
  readonly #lock: TurnLock;
  /** Whose turn it is to connect, or to bring it into step. */
  readonly #upkeep: TurnLock;
  readonly #keeper: WireKeeper;
  readonly #counts = { good: 0, failed: 0, connects: 0, resyncs: 0, late: 0 };
  #freeAtMs = -Infinity;
  /** Ends the pause that the device wants between two exchanges. */
  readonly #closing = new AbortController();
  /** Why it is left out, if it is. */
  #absence: { readonly reason: unknown } | undefined;

  /**
   * Makes a link; it connects when it is first asked.
   *
   * @throws {RangeError} If `inFlight` is no integer >= 1, or a wait has no bound.
   * @throws {TypeError} If `inFlight` is more than 1, and replies do not name their questions.
   */
  constructor(options: LinkOptions) {
    const { lockTimeoutMs = 5_000, inFlight = 1, resync, clock = systemClock } = options;
    checkInFlight(inFlight, resync?.kind === "id");
    checkWaits(options);
    this.address = printable(options.address);
    this.trace = new Trace(this.address, options.trace);
    this.#options = options;
    this.#clock = clock;
    this.#lock = new TurnLock(clock, this.address, lockTimeoutMs, inFlight);
    this.#upkeep = new TurnLock(clock, this.address, lockTimeoutMs);
    this.#keeper = new WireKeeper({
      address: this.address,
      options,
      clock,
      trace: this.trace,
      counts: this.#counts,
      turnOn: (wire, signal) => this.#turn({ signal }, (question) => wire.ask(question)),
    });
  }

  /** Whether there is a connection now; one that is gone is made anew for the next question. */
  get isConnected(): boolean {
    return this.#keeper.isConnected;
  }

  /** Why it could not connect when it tried last; `undefined` if it could, or has not tried. */
  get fault(): ReadoutError | undefined {
    const { fault } = this.#keeper;
    if (fault === undefined || isReadoutError(fault)) return fault;
    const { address } = this;
    return new ReadoutError("reader.threw", textOfThrown(fault), { address, cause: fault });
  }

  /** A snapshot of the counts. */
  stats(): LinkStats {
    return { ...this.#counts, waiting: this.#lock.waiting };
  }

  /**
   * Connects now, instead of when it is first asked, and settles what happens if that fails.
   *
   * @param startup What happens then: `error` rejects with why; `retry` does not even try, the first
   * question does; `ignore` leaves it out if nothing is there, `probe` also if `init` fails on what
   * is there. What is left out says `link.absent` to every question, at once.
   * @param options A signal.
   */
  async start(startup: Startup, options: AbortOptions = {}): Promise<void> {
    if (startup === "retry") return;
    try {
      await this.inTurn(() => this.#ready(options.signal), options);
    } catch (error) {
      if (options.signal?.aborted || !isLeftOut(startup, error)) throw error;
      this.#absence = { reason: error };
      await this.#keeper[Symbol.asyncDispose]();
    }
  }

  /**
   * Ends the pause after a connection that could not be made: the next exchange tries at once. For
   * what cannot wait, such as making a rig safe.
   */
  retryNow(): void {
    this.#keeper.forgive();
  }

  /**
   * Asks a question, when it is its turn, and gives the reply to it.
   *
   * @param codec How the question and its reply look.
   * @param request The question.
   * @param options Urgency, a longer wait for the reply, a signal.
   * @returns The reply. Rejects with a `ReadoutError`, or with `signal.reason`.
   */
  ask<Q, R>(codec: Codec<Q, R>, request: Q, options: AskOptions = {}): Promise<R> {
    return this.#inOwnTurn(() => this.#question(codec, request, options), options);
  }

  /**
   * Sends what gets no reply, when it is its turn.
   *
   * @param bytes What is sent.
   * @param options Urgency and a signal.
   */
  send(bytes: Uint8Array, options: AskOptions = {}): Promise<void> {
    return this.#inOwnTurn(() => this.#statement(bytes, options), options);
  }

  /**
   * Makes several exchanges in one turn: nobody else's comes between them. If the connection is made
   * anew between two of them, the second rejects with `link.closed`, unless the first has failed.
   *
   * @param run Makes the exchanges; it should wait for nothing else.
   * @param options Urgency, and a signal for every exchange.
   */
  async inTurn<R>(run: (turn: LinkTurn) => Promise<R>, options: AskOptions = {}): Promise<R> {
    if (this.#absence) throw absent(this.address, this.#absence.reason);
    const waiting = this.#lock.takeAll(options);
    if (waiting) await waiting;
    let last: Wire | undefined;
    const exchange = async <R>(question: Question<R>): Promise<R> => {
      const before = last;
      last = undefined; // after a fault its caller knows, and may go on
      try {
        const wire = await this.#ready(question.signal);
        if (before && wire !== before) {
          throw this.#error("link.closed", "it was connected anew within a turn");
        }
        const reply = await this.#checked(wire).ask(question);
        last = wire;
        return reply;
      } catch (error) {
        this.#counts.failed++;
        throw error;
      } finally {
        this.#rest();
      }
    };
    try {
      return await run(this.#turn(options, exchange));
    } finally {
      this.#lock.endAll();
    }
  }

  /** Closes it: a question under way rejects with `link.closed`. Closing twice is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort(this.#error("link.closed", "it is closed"));
    await this.#keeper[Symbol.asyncDispose]();
  }

  async #inOwnTurn<R>(toQuestion: () => Question<R>, options: AskOptions): Promise<R> {
    const question = toQuestion(); // what cannot be sent is refused before anybody waits
    if (this.#absence) throw absent(this.address, this.#absence.reason);
    const waiting = this.#lock.take(options);
    if (waiting) await this.#untilTurn(waiting, question);
    try {
      const wire = this.#keeper.ready;
      if (wire === undefined || this.#freeAtMs !== -Infinity) {
        return await this.#checked(await this.#ready(options.signal)).ask(question);
      }
      return await wire.ask(question, waiting ? undefined : question.queuedMs);
    } catch (error) {
      this.#counts.failed++;
      throw error;
    } finally {
      this.#rest();
      this.#lock.end();
    }
  }

  async #untilTurn(waiting: Promise<void>, question: Question<unknown>): Promise<void> {
    try {
      await waiting;
    } catch (error) {
      const nowMs = this.#clock.nowMs();
      const never = { queuedMs: question.queuedMs, startMs: nowMs, sentMs: NaN };
      const code = isReadoutError(error) ? error.code : "aborted";
      this.trace.exchange({ ...never, bytes: question.bytes }, nowMs, code);
      this.#counts.failed++;
      throw error;
    }
  }

  /** A wire that is in step. It is the caller's turn; he may leave, and the next finds it ready. */
  async #ready(signal: AbortSignal | undefined): Promise<Wire> {
    const waiting = this.#upkeep.take({ signal });
    if (waiting) await waiting;
    const making = this.#makeReady();
    return await (signal ? orAbort(making, signal, () => {}) : making);
  }

  /** A wire that was ready a moment ago: what has come since then would be taken for the answer. */
  #checked(wire: Wire): Wire {
    const { resync, extraInput } = this.#options;
    if (resync?.kind === "id" || wire.unaskedBytes === 0) return wire;
    if (extraInput !== "ignore") {
      throw this.#error("frame.extra", "something came that nobody had asked for");
    }
    wire.dropUnasked();
    return wire;
  }

  async #makeReady(): Promise<Wire> {
    try {
      const pauseMs = this.#freeAtMs - this.#clock.nowMs();
      const { signal } = this.#closing;
      if (pauseMs > 0) await delay(pauseMs, { clock: this.#clock, signal });
      return this.#keeper.ready ?? await this.#keeper.makeReady();
    } finally {
      this.#upkeep.end();
    }
  }

  /** An exchange is over: the device may want a pause. */
  #rest(): void {
    const { minGapMs = 0 } = this.#options;
    if (minGapMs > 0) this.#freeAtMs = this.#clock.nowMs() + minGapMs;
  }

  #turn(options: AskOptions, exchange: <R>(question: Question<R>) => Promise<R>): LinkTurn {
    return {
      ask: async (codec, request, own) =>
        await exchange(this.#question(codec, request, { ...options, ...own })),
      send: async (bytes, own) => await exchange(this.#statement(bytes, { ...options, ...own })),
    };
  }

  #question<Q, R>(codec: Codec<Q, R>, request: Q, options: AskOptions): Question<R> {
    const { replyTimeoutMs = this.#options.replyTimeoutMs ?? 1_000 } = options;
    checkWait("replyTimeoutMs", replyTimeoutMs);
    return {
      bytes: codec.encode(request),
      decoder: codec.decoder(request),
      isOurs: (reply) => codec.isReplyTo?.(reply, request) ?? true,
      replyTimeoutMs,
      queuedMs: this.#clock.nowMs(),
      signal: options.signal,
    };
  }

  #statement(bytes: Uint8Array, { signal }: AskOptions): Question<void> {
    const queuedMs = this.#clock.nowMs();
    return { bytes, decoder: undefined, isOurs: () => true, replyTimeoutMs: 0, queuedMs, signal };
  }

  #error(code: "frame.extra" | "link.closed", what: string): ReadoutError {
    const { address } = this;
    return new ReadoutError(code, `Cannot talk to ${address}: ${what}`, { address });
  }
}
