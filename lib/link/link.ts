import type { Clock } from "../contract/clock.ts";
import type { Codec, Decoder } from "../contract/codec.ts";
import type { Transport } from "../contract/transport.ts";
import { delay } from "../base/delay.ts";
import { orAbort } from "../base/or_abort.ts";
import { printable } from "../base/printable.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { seededRandom } from "../base/seeded_random.ts";
import { systemClock } from "../base/system_clock.ts";
import { Backoff } from "./backoff.ts";
import { ExchangeGuard } from "./exchange_guard.ts";
import { ReceivedBytes } from "./received_bytes.ts";
import type { AskOptions, LinkOptions, LinkStats } from "./link_options.ts";
import type { Resync } from "./resync.ts";
import { TurnLock } from "./turn_lock.ts";

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
  readonly #received = new ReceivedBytes();
  readonly #counts = { good: 0, failed: 0, connects: 0, resyncs: 0, late: 0 };
  #transport: Transport | undefined;
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
    const { lockTimeoutMs = 5_000 } = this.#options;
    const endTurn = await this.#lock.take({ ...options, timeoutMs: lockTimeoutMs });
    try {
      await this.#inStep(options.signal);
      return await this.#exchange(bytes, codec, request, options);
    } catch (error) {
      this.#counts.failed++;
      throw error;
    } finally {
      this.#freeAtMs = this.#clock.nowMs() + (this.#options.minGapMs ?? 0);
      endTurn();
    }
  }

  /** Closes it: a question under way rejects with `link.closed`. Closing twice is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#drop();
  }

  /** Makes sure that there is a connection, and that nothing late can come on it. */
  async #inStep(signal: AbortSignal | undefined): Promise<void> {
    if (this.#isClosed) throw this.#error("link.closed", "it is closed");
    const pauseMs = this.#freeAtMs - this.#clock.nowMs();
    if (pauseMs > 0) await delay(pauseMs, { clock: this.#clock, signal });
    if (this.#received.length > 0 && this.#resync.kind !== "id") this.#unasked();
    if (this.#transport && this.#suspect) await this.#bringIntoStep(signal);
    if (!this.#transport) await this.#connect(signal);
  }

  #unasked(): void {
    this.#received.clear();
    if ((this.#options.extraInput ?? "error") === "error") this.#suspect ??= "late";
  }

  async #bringIntoStep(signal: AbortSignal | undefined): Promise<void> {
    try {
      switch (this.#resync.kind) {
        case "reopen":
          return await this.#drop();
        case "id":
          if (this.#suspect === "garbled") return await this.#drop();
          this.#suspect = undefined;
          return; // replies name their questions
        case "drain":
          await this.#drain(this.#resync.quietMs, signal);
          break;
        case "probe":
          await this.#probe(signal);
          break;
      }
      this.#received.clear();
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
      this.#transport = await this.#opened(signal);
      this.#received.clear();
      this.#suspect = undefined;
      if (this.#resync.kind === "probe") await this.#probe(signal);
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

  async #opened(signal: AbortSignal | undefined): Promise<Transport> {
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
      guard.phase(
        "timeout.write",
        this.#options.writeTimeoutMs ?? 1_000,
        "a request was not taken",
      );
      await this.#open().write(bytes, { signal: guard.signal });
      guard.phase("timeout.reply", replyTimeoutMs, "no reply");
      for (;;) {
        const reply = await this.#receive(codec.decoder(request), guard);
        if (codec.isReplyTo?.(reply, request) ?? true) {
          if (this.#received.length > 0 && this.#resync.kind !== "id") this.#extra();
          this.#counts.good++;
          return reply;
        }
        this.#counts.late++;
      }
    } catch (error) {
      const isGarbled = isReadoutError(error) && error.code.startsWith("frame.");
      this.#suspect = isGarbled ? "garbled" : "late";
      if (isReadoutError(error) && error.code === "link.closed") await this.#drop();
      throw error;
    }
  }

  /** One message: whole, or a fault. */
  async #receive<R>(decoder: Decoder<R>, guard: ExchangeGuard): Promise<R> {
    let quiet = false;
    for (;;) {
      if (this.#received.length > 0) {
        const decoded = decoder(this.#received.bytes, { quiet });
        if (decoded.kind === "bad") throw this.#bad(decoded.why);
        if (decoded.kind === "value") {
          this.#received.use(decoded.usedBytes);
          return decoded.value;
        }
        if (quiet) throw guard.signal.reason;
      }
      try {
        await this.#more(guard);
      } catch (error) {
        // A message that is ended by silence is whole now.
        if (!isReadoutError(error) || error.code !== "timeout.gap") throw error;
        quiet = true;
      }
    }
  }

  async #more(guard: ExchangeGuard): Promise<void> {
    const chunk = await this.#open().read({ signal: guard.signal });
    if (chunk.kind === "eof") throw this.#error("link.closed", "the other end has closed it");
    this.#received.add(chunk.bytes);
    guard.phase("timeout.gap", this.#options.gapTimeoutMs ?? 200, "a reply did not go on");
  }

  #extra(): void {
    const bytes = this.#received.length;
    this.#received.clear();
    if (this.#options.extraInput === "ignore") return;
    throw this.#error("frame.extra", `${bytes} bytes more came than were asked for`);
  }

  async #probe(signal: AbortSignal | undefined): Promise<void> {
    if (this.#resync.kind !== "probe") return;
    const { codec, request, accept } = this.#resync;
    using guard = new ExchangeGuard(this.#clock, this.address, signal);
    guard.phase("timeout.write", this.#options.writeTimeoutMs ?? 1_000, "a probe was not taken");
    await this.#open().write(codec.encode(request), { signal: guard.signal });
    guard.phase(
      "link.suspect",
      2 * (this.#options.replyTimeoutMs ?? 1_000),
      "no answer to a probe",
    );
    const decoder = codec.decoder(request);
    for (;;) {
      while (this.#received.length > 0) {
        const decoded = decoder(this.#received.bytes);
        if (decoded.kind === "more") break;
        this.#received.use(decoded.usedBytes);
        if (decoded.kind === "value" && accept(decoded.value)) return;
        this.#counts.late++;
      }
      const chunk = await this.#open().read({ signal: guard.signal });
      if (chunk.kind === "eof") throw this.#error("link.closed", "the other end has closed it");
      this.#received.add(chunk.bytes);
    }
  }

  async #drain(quietMs: number, signal: AbortSignal | undefined): Promise<void> {
    for (;;) {
      using guard = new ExchangeGuard(this.#clock, this.address, signal);
      guard.phase("timeout.gap", quietMs, "silent");
      try {
        const chunk = await this.#open().read({ signal: guard.signal });
        if (chunk.kind === "eof") throw this.#error("link.closed", "the other end has closed it");
      } catch (error) {
        if (isReadoutError(error) && error.code === "timeout.gap") return;
        throw error;
      }
    }
  }

  #open(): Transport {
    if (this.#transport) return this.#transport;
    throw this.#error("link.closed", "it is closed");
  }

  async #drop(): Promise<void> {
    const transport = this.#transport;
    this.#transport = undefined;
    this.#received.clear();
    await transport?.[Symbol.asyncDispose]();
  }

  #bad(why: string): ReadoutError {
    const received = new TextDecoder("latin1").decode(this.#received.bytes.subarray(0, 256));
    const text = `Cannot understand ${this.address}: ${why}`;
    return new ReadoutError("frame.bad", text, { address: this.address, received });
  }

  #error(code: "link.closed" | "frame.extra", what: string): ReadoutError {
    const text = `Cannot talk to ${this.address}: ${what}`;
    return new ReadoutError(code, text, { address: this.address });
  }
}
