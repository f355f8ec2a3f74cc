import type { Clock } from "../contract/clock.ts";
import type { FaultCode } from "../contract/fault.ts";
import type { Transport } from "../contract/transport.ts";
import { delay } from "../base/delay.ts";
import { orAbort } from "../base/or_abort.ts";
import { isReadoutError, ReadoutError, textOfThrown } from "../base/readout_error.ts";
import { seededRandom } from "../base/seeded_random.ts";
import { nextTurn } from "../base/system_clock.ts";
import { watchdogOf } from "../base/watchdog.ts";
import { Backoff } from "./backoff.ts";
import { ExchangeGuard } from "./exchange_guard.ts";
import type { Heard } from "./listener_event.ts";
import { Inbox } from "./listener_inbox.ts";
import type { ListenerOptions, ListenerStats, StartOptions } from "./listener_options.ts";
import type { Trace } from "./trace/trace.ts";
import type { TracedOutcome } from "./trace/trace_entry.ts";

const SILENT_TIMEOUT_MS = 5_000;

/** Who is told what a {@linkcode ListenerPump} hears. */
export interface Audience<M> {
  /** Something was heard. */
  readonly tell: (heard: Heard<M>) => void;
  /** How many messages fit into every queue before those who take them need a turn. */
  readonly capacity: () => number;
}

/** A connection that is listened on. */
export interface Hearing {
  readonly transport: Transport;
  /** When it was made, in monotonic ms. */
  readonly sinceMs: number;
  /** Aborts when the connection is to be given up. */
  readonly stop: AbortController;
}

/** Reads a connection all the time, and makes it anew when it is gone or silent. */
export class ListenerPump<M> {
  /** What is wrong now; nothing while there is a connection. */
  fault: ReadoutError | undefined;
  /** The connection that there is. */
  hearing: Hearing | undefined;
  readonly #address: string;
  readonly #clock: Clock;
  readonly #options: ListenerOptions<M>;
  readonly #audience: Audience<M>;
  readonly #trace: Trace;
  readonly #inbox: Inbox<M>;
  readonly #backoff: Backoff;
  readonly #counts = { silences: 0, connects: 0, losses: 0 };
  readonly #closed = new AbortController();
  readonly #silence = { deadlineMs: Infinity, expire: () => this.#onSilence() };
  #running: Promise<void> | undefined;

  constructor(
    address: string,
    clock: Clock,
    options: ListenerOptions<M>,
    audience: Audience<M>,
    trace: Trace,
  ) {
    this.#address = address;
    this.#clock = clock;
    this.#options = options;
    this.#audience = audience;
    this.#trace = trace;
    this.#backoff = new Backoff(clock, options.random ?? seededRandom(1));
    const { decoder, gapTimeoutMs = 1_000, checked: isChecked = false } = options;
    const { tell } = audience;
    this.#inbox = new Inbox({ decoder, clock, gapTimeoutMs, isChecked, trace, tell });
  }

  /** Whether it was closed. */
  get isClosed(): boolean {
    return this.#closed.signal.aborted;
  }

  /** A snapshot of the counts. */
  stats(): Omit<ListenerStats, "listening" | "dropped"> {
    return { ...this.#inbox.stats(), ...this.#counts };
  }

  /** Connects, and goes on until it is closed. */
  async start({ absent = "error", signal }: StartOptions): Promise<void> {
    const either = signal ? AbortSignal.any([signal, this.#closed.signal]) : this.#closed.signal;
    const first = absent === "error" ? await this.#connect(either) : undefined;
    this.#watchSilence();
    this.#running = this.#run(first);
  }

  /** Closes it, and waits until nothing of it is left. */
  async close(error: ReadoutError): Promise<void> {
    if (!this.isClosed) {
      this.fault = error;
      this.#closed.abort(error);
      this.hearing?.stop.abort(error);
      watchdogOf(this.#clock).release(this.#silence);
    }
    await this.#running;
  }

  /** Hands bytes to the system. */
  async write(transport: Transport, bytes: Uint8Array, caller?: AbortSignal): Promise<void> {
    using guard = new ExchangeGuard(this.#clock, this.#address, caller);
    const { writeTimeoutMs = 1_000 } = this.#options;
    guard.phase("timeout.write", writeTimeoutMs, "what was sent was not taken");
    const startMs = this.#clock.nowMs();
    const sent = (outcome: TracedOutcome): void => {
      const endMs = this.#clock.nowMs();
      const sentMs = outcome === "ok" ? endMs : NaN;
      this.#trace.exchange({ bytes, queuedMs: startMs, startMs, sentMs }, endMs, outcome);
    };
    try {
      await transport.write(bytes, { signal: guard.signal });
      sent("ok");
    } catch (error) {
      sent(isReadoutError(error) ? error.code : "aborted");
      throw error;
    }
  }

  async #run(first: Transport | undefined): Promise<void> {
    for (let transport = first; !this.isClosed; transport = undefined) {
      try {
        await this.#hear(transport ?? await this.#connect(this.#closed.signal));
      } catch (error) {
        if (!this.isClosed) await this.#lost(error);
      }
    }
    await first?.[Symbol.asyncDispose](); // if it was closed before the first was listened on
  }

  async #connect(signal: AbortSignal): Promise<Transport> {
    try {
      const transport = await this.#opened(signal);
      this.#counts.connects++;
      this.#trace.note("connected", this.#clock.nowMs());
      return transport;
    } catch (error) {
      const code = isReadoutError(error) ? error.code : "aborted";
      this.#trace.note("not-connected", this.#clock.nowMs(), { code });
      throw error;
    }
  }

  async #opened(signal: AbortSignal): Promise<Transport> {
    const { open, init, connectTimeoutMs = 5_000 } = this.#options;
    using guard = new ExchangeGuard(this.#clock, this.#address, signal);
    guard.phase("timeout.connect", connectTimeoutMs, "no connection");
    const transport = await orAbort(
      open({ signal: guard.signal }),
      guard.signal,
      (late) => void late[Symbol.asyncDispose](),
    );
    try {
      await init?.((bytes) => this.write(transport, bytes, signal));
      signal.throwIfAborted();
    } catch (error) {
      await transport[Symbol.asyncDispose]();
      throw error;
    }
    return transport;
  }

  /** Listens on one connection until it is over. */
  async #hear(transport: Transport): Promise<void> {
    await using _ = transport;
    const stop = new AbortController();
    this.hearing = { transport, stop, sinceMs: this.#clock.nowMs() };
    this.fault = undefined;
    this.#inbox.open();
    let sinceTurn = 0;
    try {
      for (;;) {
        const chunk = await transport.read({ signal: stop.signal });
        if (chunk.kind === "eof") throw this.#error("link.closed", "the other end has closed it");
        this.#inbox.add(chunk.bytes);
        for (;;) {
          const most = Math.max(1, this.#audience.capacity() - sinceTurn);
          const taken = this.#inbox.take(most);
          sinceTurn += taken;
          if (taken > 0) this.#backoff.succeeded();
          if (taken < most) break;
          await nextTurn(); // so that who only computes with what is heard loses nothing
          sinceTurn = 0;
        }
      }
    } finally {
      this.hearing = undefined;
      this.#inbox.close();
      this.#trace.note("closed", this.#clock.nowMs());
    }
  }

  /** The connection is gone, or could not be made: says so, and waits before the next attempt. */
  async #lost(error: unknown): Promise<void> {
    this.#counts.losses++;
    this.#backoff.failed();
    if (this.fault === undefined || this.fault !== error) { // it was not silent
      this.fault = this.#asFault(error);
      this.#audience.tell({ kind: "lost", error: this.fault, ...this.#now() });
    }
    try {
      const { signal } = this.#closed;
      await delay(this.#backoff.leftMs, { clock: this.#clock, signal });
    } catch { // closed meanwhile
    }
  }

  #watchSilence(): void {
    const { silentTimeoutMs = SILENT_TIMEOUT_MS } = this.#options;
    if (silentTimeoutMs === Infinity || this.isClosed) return;
    this.#silence.deadlineMs = this.#clock.nowMs() + silentTimeoutMs;
    watchdogOf(this.#clock).watch(this.#silence);
  }

  #onSilence(): void {
    const { silentTimeoutMs = SILENT_TIMEOUT_MS } = this.#options;
    const nowMs = this.#clock.nowMs();
    const dueMs = this.#inbox.heardAtMs + silentTimeoutMs;
    if (dueMs > nowMs) { // there was a message meanwhile
      this.#silence.deadlineMs = dueMs;
      return watchdogOf(this.#clock).watch(this.#silence);
    }
    this.#counts.silences++;
    const error = this.fault ?? this.#silent(silentTimeoutMs);
    const { hearing } = this;
    if (hearing && hearing.sinceMs + silentTimeoutMs <= nowMs) { // it has had its time
      this.fault = error;
      hearing.stop.abort(error);
    }
    this.#watchSilence();
    this.#audience.tell({ kind: "silent", error, ...this.#now() });
  }

  #silent(silentTimeoutMs: number): ReadoutError {
    const { bytesSince } = this.#inbox;
    return bytesSince > 0
      ? this.#error(
        "frame.bad",
        `${bytesSince} bytes came in ${silentTimeoutMs} ms, and no message; check the baud rate ` +
          `and what ends a message`,
      )
      : this.#error(
        "timeout.reply",
        `nothing came in ${silentTimeoutMs} ms; check that it is on and talks unasked, or raise ` +
          `silentTimeoutMs if it talks more seldom`,
      );
  }

  #now(): { readonly wallMs: number; readonly monoMs: number } {
    return { wallMs: this.#clock.wallMs(), monoMs: this.#clock.nowMs() };
  }

  #asFault(error: unknown): ReadoutError {
    if (isReadoutError(error)) return error;
    const what = `its transport or decoder threw "${textOfThrown(error)}"`;
    return this.#error("reader.threw", what, error);
  }

  #error(code: FaultCode, what: string, cause?: unknown): ReadoutError {
    const address = this.#address;
    const context = { address, ...(cause === undefined ? {} : { cause }) };
    return new ReadoutError(code, `Cannot hear ${address}: ${what}`, context);
  }
}
