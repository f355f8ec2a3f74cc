import type { Clock } from "../contract/clock.ts";
import type { Codec } from "../contract/codec.ts";
import type { Transport } from "../contract/transport.ts";
import { delay } from "../base/delay.ts";
import { orAbort } from "../base/or_abort.ts";
import { printable } from "../base/printable.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { seededRandom } from "../base/seeded_random.ts";
import { systemClock } from "../base/system_clock.ts";
import { Backoff } from "./backoff.ts";
import { ExchangeGuard } from "./exchange_guard.ts";
import type { AskOptions, LinkOptions, LinkStats } from "./link_options.ts";
import type { Resync } from "./resync.ts";
import { TurnLock } from "./turn_lock.ts";
import { Wire } from "./wire.ts";

/**
 * The one owner of a connection: asks one question at a time, first come first served, and never
 * gives one question's reply to another.
 *
 * After a timeout, an abort or a bad frame the link is suspect: a late reply may still come. No
 * value leaves it until it is in step again ({@linkcode Resync}). A connection that is gone is made
 * anew for the next question, with a growing pause between attempts that fail.
 *
 * Codes: `timeout.lock`, `timeout.write`, `timeout.reply`, `timeout.gap`, `frame.bad`,
 * `frame.extra`, `link.suspect`, `link.closed`, and those of `open`.
 */
export class Link implements AsyncDisposable {
  /** Its name. */
  readonly address: string;
  readonly #options: LinkOptions;
  readonly #clock: Clock;
  readonly #resync: Resync;
  readonly #lock: TurnLock;
  readonly #backoff: Backoff;
  readonly #counts = { good: 0, failed: 0, connects: 0, resyncs: 0, late: 0 };
  #wire: Wire | undefined;
  /** Why a late reply, or the rest of a garbled one, may still come. */
  #suspect: "late" | "garbled" | undefined;
  #freeAtMs = -Infinity;
  #isClosed = false;

  /** Makes a link; it connects when it is first asked. */
  constructor(options: LinkOptions) {
    this.address = printable(options.address);
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#resync = options.resync ?? { kind: "reopen" };
    this.#lock = new TurnLock(this.#clock, this.address);
    this.#backoff = new Backoff(this.#clock, options.random ?? seededRandom(1));
  }

  /** A snapshot of the counts. */
  stats(): LinkStats {
    return { ...this.#counts, waiting: this.#lock.waiting };
  }

  /**
   * Asks a question, when it is its turn, and gives the reply to it.
   *
   * @param codec How the question and its reply look.
   * @param request The question.
   * @param options Urgency, a longer wait for the reply, a signal.
   * @returns The reply. Rejects with a `ReadoutError`, or with `signal.reason`.
   */
  async ask<Q, R>(codec: Codec<Q, R>, request: Q, options: AskOptions = {}): Promise<R> {
    const bytes = codec.encode(request); // what cannot be sent is refused before anybody waits
    return await this.#inTurn(options, () => this.#exchange(bytes, codec, request, options));
  }

  /**
   * Sends what gets no reply, when it is its turn.
   *
   * @param bytes What is sent.
   * @param options Urgency and a signal.
   */
  async send(bytes: Uint8Array, options: AskOptions = {}): Promise<void> {
    await this.#inTurn(options, async () => {
      using guard = new ExchangeGuard(this.#clock, this.address, options.signal);
      try {
        await this.#open().write(bytes, guard);
        this.#counts.good++;
      } catch (error) {
        await this.#afterFault(error);
        throw error;
      }
    });
  }

  /** Closes it: a question under way rejects with `link.closed`. Closing twice is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#drop();
  }

  async #inTurn<R>(options: AskOptions, exchange: () => Promise<R>): Promise<R> {
    const { lockTimeoutMs = 5_000, minGapMs = 0 } = this.#options;
    const endTurn = await this.#lock.take({ ...options, timeoutMs: lockTimeoutMs });
    try {
      await this.#inStep(options.signal);
      return await exchange();
    } catch (error) {
      this.#counts.failed++;
      throw error;
    } finally {
      this.#freeAtMs = this.#clock.nowMs() + minGapMs;
      endTurn();
    }
  }

  /** Makes sure that there is a connection, and that nothing late can come on it. */
  async #inStep(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isClosed) throw this.#error("link.closed", "it is closed");
    const pauseMs = this.#freeAtMs - this.#clock.nowMs();
    if (pauseMs > 0) await delay(pauseMs, { clock: this.#clock, signal });
    if (this.#wire && this.#resync.kind !== "id") await this.#dropUnasked(this.#wire);
    if (this.#wire && this.#suspect) await this.#bringIntoStep(this.#wire, signal);
    if (!this.#wire) await this.#connect(signal);
  }

  async #dropUnasked(wire: Wire): Promise<void> {
    if (await this.#extraBytes(wire) > 0) this.#suspect ??= "late";
  }

  async #bringIntoStep(wire: Wire, signal: AbortSignal | undefined): Promise<void> {
    try {
      switch (this.#resync.kind) {
        case "reopen":
          return await this.#drop();
        case "id":
          if (this.#suspect === "garbled") return await this.#drop();
          this.#suspect = undefined;
          return; // replies name their questions
        case "drain":
          await wire.drain(this.#resync.quietMs, signal);
          break;
        case "probe":
          await this.#probe(wire, signal);
          break;
      }
      this.#suspect = undefined;
      this.#counts.resyncs++;
    } catch (error) {
      await this.#drop();
      if (signal?.aborted) throw error;
    }
  }

  async #connect(signal: AbortSignal | undefined): Promise<void> {
    this.#backoff.check(this.address);
    try {
      const { writeTimeoutMs = 1_000, replyTimeoutMs = 1_000, gapTimeoutMs = 200 } = this.#options;
      const waits = { writeTimeoutMs, replyTimeoutMs, gapTimeoutMs };
      const transport = await this.#transport(signal);
      const wire = this.#wire = new Wire(transport, this.address, this.#clock, waits);
      this.#suspect = undefined;
      await this.#probe(wire, signal);
      await this.#options.init?.({
        ask: (codec, request) => this.#exchange(codec.encode(request), codec, request, { signal }),
      });
    } catch (error) {
      await this.#drop();
      if (!signal?.aborted) this.#backoff.failed();
      throw error;
    }
    this.#counts.connects++;
    this.#backoff.succeeded();
  }

  async #transport(signal: AbortSignal | undefined): Promise<Transport> {
    using guard = new ExchangeGuard(this.#clock, this.address, signal);
    guard.phase("timeout.connect", this.#options.connectTimeoutMs ?? 5_000, "no connection");
    const opening = this.#options.open({ signal: guard.signal });
    return await orAbort(opening, guard.signal, (late) => void late[Symbol.asyncDispose]());
  }

  async #exchange<Q, R>(
    bytes: Uint8Array,
    codec: Codec<Q, R>,
    request: Q,
    { signal, replyTimeoutMs = this.#options.replyTimeoutMs ?? 1_000 }: AskOptions,
  ): Promise<R> {
    using guard = new ExchangeGuard(this.#clock, this.address, signal);
    try {
      const wire = this.#open();
      await wire.write(bytes, guard);
      guard.phase("timeout.reply", replyTimeoutMs, "no reply");
      for (;;) {
        const reply = await wire.receive(codec.decoder(request), guard);
        if (codec.isReplyTo?.(reply, request) ?? true) {
          if (this.#resync.kind !== "id") await this.#nothingMore(wire);
          this.#counts.good++;
          return reply;
        }
        this.#counts.late++;
      }
    } catch (error) {
      await this.#afterFault(error);
      throw error;
    }
  }

  /** A reply that more follows is not to be trusted. */
  async #nothingMore(wire: Wire): Promise<void> {
    const bytes = await this.#extraBytes(wire);
    if (bytes > 0) throw this.#error("frame.extra", `${bytes} bytes more came than were asked for`);
  }

  /** How many bytes have come that nobody asked for, if that matters; they are dropped. */
  async #extraBytes(wire: Wire): Promise<number> {
    try {
      const bytes = await wire.dropArrived();
      return this.#options.extraInput === "ignore" ? 0 : bytes;
    } catch { // the other end has closed it: the next exchange connects anew
      await this.#drop();
      return 0;
    }
  }

  async #afterFault(error: unknown): Promise<void> {
    const code = isReadoutError(error) ? error.code : undefined;
    this.#suspect = code?.startsWith("frame.") ? "garbled" : "late";
    if (code === "link.closed") await this.#drop();
  }

  async #probe(wire: Wire, signal: AbortSignal | undefined): Promise<void> {
    if (this.#resync.kind !== "probe") return;
    using guard = new ExchangeGuard(this.#clock, this.address, signal);
    this.#counts.late += await wire.probe(this.#resync, guard);
  }

  #open(): Wire {
    if (this.#wire) return this.#wire;
    throw this.#error("link.closed", "it is closed");
  }

  async #drop(): Promise<void> {
    const wire = this.#wire;
    this.#wire = undefined;
    await wire?.[Symbol.asyncDispose]();
  }

  #error(code: "link.closed" | "frame.extra", what: string): ReadoutError {
    const text = `Cannot talk to ${this.address}: ${what}`;
    return new ReadoutError(code, text, { address: this.address });
  }
}
