import type { Clock } from "../contract/clock.ts";
import type { Transport } from "../contract/transport.ts";
import { orAbort } from "../base/or_abort.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { seededRandom } from "../base/seeded_random.ts";
import { watchdogOf } from "../base/watchdog.ts";
import { Backoff } from "./backoff.ts";
import { Doubt } from "./doubt.ts";
import { ExchangeGuard } from "./exchange_guard.ts";
import type { LinkCounts } from "./link_counts.ts";
import type { LinkOptions, LinkTurn } from "./link_options.ts";
import type { Probe, Resync } from "./resync.ts";
import type { Trace } from "./trace/trace.ts";
import { Wire } from "./wire.ts";

/** What a {@linkcode WireKeeper} needs of its link. */
export interface KeeperContext {
  readonly address: string;
  readonly options: LinkOptions;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly counts: LinkCounts;
  /** The exchanges on one wire, for `init`. */
  readonly turnOn: (wire: Wire, signal: AbortSignal) => LinkTurn;
}

/**
 * Keeps a wire on which nothing late can come: connects, brings back into step, connects anew. One
 * thing at a time: its link sees to that. What is begun is not given up with the question that
 * needed it, but serves the next: else those that wait briefly would never get a slow connection.
 */
export class WireKeeper implements AsyncDisposable {
  readonly #context: KeeperContext;
  readonly #resync: Resync;
  readonly #backoff: Backoff;
  readonly #doubt = new Doubt();
  #wire: Wire | undefined;
  /** Over what is under way: connecting, or bringing into step. */
  #guard: ExchangeGuard | undefined;
  #isClosed = false;

  constructor(context: KeeperContext) {
    const { clock, options } = context;
    this.#context = context;
    this.#resync = options.resync ?? { kind: "reopen" };
    this.#backoff = new Backoff(clock, options.random ?? seededRandom(1));
  }

  /** A wire that can be used at once, if there is one. */
  get ready(): Wire | undefined {
    const wire = this.#wire;
    if (wire === undefined || wire.isBroken || this.#doubt.isThere) return undefined;
    return this.#resync.kind === "id" || wire.unaskedBytes === 0 ? wire : undefined;
  }

  /** Whether there is a connection. */
  get isConnected(): boolean {
    return this.#wire !== undefined && !this.#wire.isBroken;
  }

  /** Why it could not connect when it tried last; `undefined` if it could, or has not tried. */
  get fault(): unknown {
    return this.#backoff.failure;
  }

  /** Forgets that connecting has failed: the next attempt is made at once. */
  forgive(): void {
    this.#backoff.succeeded();
  }

  /** Makes sure that there is a connection, and that nothing late can come on it. */
  async makeReady(): Promise<Wire> {
    if (this.#isClosed) throw this.#closed();
    if (this.#wire?.isBroken) await this.#drop();
    if (this.#wire && this.#resync.kind !== "id" && this.#wire.unaskedBytes > 0) {
      this.#wire.dropUnasked();
      if (this.#context.options.extraInput !== "ignore") {
        this.#doubt.raise(this.#context.clock.nowMs());
      }
    }
    if (this.#wire && this.#doubt.isThere) await this.#bringIntoStep(this.#wire);
    return this.#wire ?? await this.#connect();
  }

  /** Closes the connection, for good. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#guard?.abort(this.#closed());
    await this.#drop();
  }

  /** Brings a wire into step, or drops it. */
  async #bringIntoStep(wire: Wire): Promise<void> {
    if (this.#resync.kind === "reopen") return await this.#drop();
    using guard = this.#guarded();
    try {
      await this.#passOver(wire, guard.signal);
      this.#context.counts.resyncs++;
      this.#note("in-step");
    } catch (error) {
      await this.#drop();
      if (guard.signal.aborted) throw error;
    }
  }

  /** Passes over all that is late on a wire; on a new one, too, if its line may have any. */
  async #passOver(wire: Wire, signal: AbortSignal): Promise<void> {
    if (this.#resync.kind === "probe") await this.#probe(wire, this.#resync, signal);
    else if (this.#resync.kind === "drain" && this.#doubt.isThere) {
      await wire.drain(this.#resync.quietMs, signal);
    }
    this.#doubt.clear();
  }

  async #connect(): Promise<Wire> {
    if (this.#isClosed) throw this.#closed();
    const { address, options, clock, trace, counts, turnOn } = this.#context;
    this.#backoff.check(address);
    using guard = this.#guarded();
    let wire: Wire | undefined;
    try {
      const transport = await this.#transport(guard);
      this.#note("connected");
      wire = new Wire(transport, {
        address,
        clock,
        watchdog: watchdogOf(clock),
        trace,
        counts,
        doubt: this.#doubt,
        writeTimeoutMs: options.writeTimeoutMs ?? 1_000,
        gapTimeoutMs: options.gapTimeoutMs ?? 200,
        transferTimeoutMs: options.transferTimeoutMs ?? 60_000,
        hasIds: this.#resync.kind === "id",
        ignoresExtra: options.extraInput === "ignore",
      });
      await this.#passOver(wire, guard.signal);
      await options.init?.(turnOn(wire, guard.signal));
      guard.signal.throwIfAborted();
    } catch (error) {
      await wire?.[Symbol.asyncDispose]();
      this.#note("not-connected", error);
      this.#backoff.failed(error);
      throw error;
    }
    this.#wire = wire;
    counts.connects++;
    this.#backoff.succeeded();
    return wire;
  }

  /** Guards what is begun now; closing gives it up. */
  #guarded(): ExchangeGuard {
    const { clock, address } = this.#context;
    return this.#guard = new ExchangeGuard(clock, address, undefined);
  }

  async #transport(guard: ExchangeGuard): Promise<Transport> {
    const { connectTimeoutMs = 5_000, open } = this.#context.options;
    guard.phase("timeout.connect", connectTimeoutMs, "no connection");
    const opening = open({ signal: guard.signal });
    const transport = await orAbort(
      opening,
      guard.signal,
      (late) => void late[Symbol.asyncDispose](),
    );
    guard.done();
    return transport;
  }

  async #probe(
    wire: Wire,
    { codec, request, accept }: Probe<unknown, unknown>,
    signal: AbortSignal,
  ): Promise<void> {
    await wire.ask({
      bytes: codec.encode(request),
      decoder: codec.decoder(request),
      isOurs: accept,
      isProbe: true,
      replyTimeoutMs: 2 * (this.#context.options.replyTimeoutMs ?? 1_000),
      queuedMs: this.#context.clock.nowMs(),
      signal,
    });
  }

  async #drop(): Promise<void> {
    const wire = this.#wire;
    if (wire === undefined) return;
    this.#wire = undefined;
    this.#note("closed");
    await wire[Symbol.asyncDispose]();
  }

  #note(kind: "connected" | "not-connected" | "closed" | "in-step", error?: unknown): void {
    const code = isReadoutError(error) ? error.code : undefined;
    this.#context.trace.note(kind, this.#context.clock.nowMs(), { code });
  }

  #closed(): ReadoutError {
    const { address } = this.#context;
    return new ReadoutError("link.closed", `Cannot talk to ${address}: it is closed`, { address });
  }
}
