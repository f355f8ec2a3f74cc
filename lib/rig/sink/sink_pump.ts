import type { Clock } from "../../contract/clock.ts";
import type { Fault } from "../../contract/fault.ts";
import type { Reading } from "../../contract/reading.ts";
import { delay } from "../../base/delay.ts";
import { printable } from "../../base/printable.ts";
import { ReadoutError, toFault } from "../../base/readout_error.ts";
import type { SinkHealth } from "../health/rig_health.ts";
import { wallOf } from "../health/wall_of.ts";
import type { RigSink, SinkStats } from "../rig_sink.ts";
import type { Liveness } from "../supervise/liveness.ts";
import { RestartLimit } from "../supervise/restart_limit.ts";
import { closeSink } from "./close_sink.ts";
import { GapQueue, type SinkEntry } from "./gap_queue.ts";

const WRITE_TIMEOUT_MS = 10_000;

/** What a pump tells of. */
export interface PumpDesk {
  readonly clock: Clock;
  readonly liveness: Liveness;
  /** It begins, or ceases, to work. */
  readonly onChange: () => void;
  /** A core sink cannot be kept going. */
  readonly onCoreFault: (part: string, fault: Fault) => void;
}

/** Brings readings to one sink, one after another, and starts it anew when it fails. */
export class SinkPump {
  readonly name: string;
  readonly #sink: RigSink;
  readonly #desk: PumpDesk;
  readonly #queue: GapQueue;
  readonly #restarts: RestartLimit;
  readonly #running: Promise<void>;
  /** Ends a pause between two restarts. */
  readonly #closing = new AbortController();
  #wake: (() => void) | undefined;
  /** For what the sink is doing now. */
  #hang = new AbortController();
  #produced = 0;
  #delivered = 0;
  /** Whether a reading is under way. */
  #inHand = 0;
  #isOver = false;
  #state: SinkHealth["state"] = "works";
  #fault: Fault | undefined;
  #sinceMs: number;
  /** Ends the wait for a call that may hang. */
  #cancelHang: (() => void) | undefined;

  /**
   * Begins to bring readings.
   *
   * @throws {RangeError} If the sink's capacity is not an integer >= 1.
   */
  constructor(sink: RigSink, desk: PumpDesk) {
    this.name = sink.name;
    this.#sink = sink;
    this.#desk = desk;
    this.#queue = new GapQueue(sink.capacity, sink.overflow);
    this.#restarts = new RestartLimit(desk.clock);
    this.#sinceMs = desk.clock.nowMs();
    if (sink.core) desk.liveness.watch(this.#loop, sink.writeTimeoutMs ?? WRITE_TIMEOUT_MS);
    this.#running = this.#run();
  }

  /** A reading for the sink. Never waits. */
  push(reading: Reading<unknown>): void {
    this.#produced++;
    this.#queue.push(reading);
    this.#wake?.();
  }

  /** The counts now. */
  stats(): SinkStats {
    const { name } = this;
    const queued = this.#queue.size + this.#inHand;
    const counts = { produced: this.#produced, delivered: this.#delivered };
    return { name, ...counts, lost: this.#queue.lost, queued, restarts: this.#restarts.count };
  }

  /** How it is. */
  health(): SinkHealth {
    const fault = this.#fault && { fault: this.#fault };
    const sinceWallMs = wallOf(this.#desk.clock, this.#sinceMs);
    return { ...this.stats(), state: this.#state, sinceWallMs, ...fault };
  }

  /**
   * Brings what waits, lets the sink finish, and closes it, each within a time.
   *
   * @returns What was not done in time, or failed.
   */
  async close(timeoutMs: number): Promise<Fault[]> {
    this.#closing.abort();
    this.#wake?.();
    return await closeSink(this.#sink, this.#running, timeoutMs, this.#desk.clock);
  }

  /** Counts what still waits as lost, for good: the sink is not used any more. */
  abandon(): void {
    this.#isOver = true;
    this.#cancelHang?.();
    this.#hang.abort();
    this.#queue.abandon(this.#inHand);
    this.#inHand = 0;
  }

  get #loop(): string {
    return `sink ${this.name}`;
  }

  async #run(): Promise<void> {
    for (;;) {
      const entry = this.#queue.shift();
      if (entry) await this.#deliver(entry);
      else if (this.#closing.signal.aborted) return;
      else await this.#untilWoken();
    }
  }

  async #untilWoken(): Promise<void> {
    this.#desk.liveness.rests(this.#loop);
    await new Promise<void>((resolve) => this.#wake = resolve);
    this.#wake = undefined;
  }

  async #deliver(entry: SinkEntry): Promise<void> {
    this.#inHand = entry.kind === "reading" ? 1 : 0;
    try {
      await this.#bounded((signal) =>
        entry.kind === "reading"
          ? this.#sink.write(entry.reading, { signal })
          : this.#sink.gap?.(entry.gap, { signal })
      );
      if (this.#inHand === 0) return; // that a gap is taken proves nothing
      this.#delivered++;
      this.#inHand = 0;
      this.#restarts.worked();
      this.#now("works");
    } catch (error) {
      if (this.#inHand > 0 && entry.kind === "reading") this.#queue.lose(entry.reading);
      else if (entry.kind === "gap" && !this.#closing.signal.aborted) {
        this.#queue.putBack(entry.gap);
      }
      this.#inHand = 0;
      if (!this.#isOver) await this.#restart(error);
    }
  }

  /** Waits for the sink, however long it takes, and tells when that is too long. */
  async #bounded(work: (signal: AbortSignal) => void | PromiseLike<void>): Promise<void> {
    const { clock, liveness } = this.#desk;
    liveness.advanced(this.#loop);
    if (this.#hang.signal.aborted) this.#hang = new AbortController();
    const waiting = work(this.#hang.signal);
    if (waiting === undefined) return;
    const limitMs = this.#sink.writeTimeoutMs ?? WRITE_TIMEOUT_MS;
    const cancel = this.#cancelHang = clock.timer(limitMs, () => {
      const text = `Cannot write to ${printable(this.name)}: it takes more than ${limitMs} ms`;
      const error = new ReadoutError("timeout.total", text);
      this.#hang.abort(error);
      this.#now("hung", toFault(error));
      if (this.#sink.core) this.#desk.onCoreFault(this.#loop, toFault(error));
    });
    try {
      await waiting;
    } finally {
      cancel();
    }
  }

  /** Starts the sink anew, as often as it takes; when the rig ends, once. */
  async #restart(error: unknown): Promise<void> {
    const { signal } = this.#closing;
    for (let failure: { readonly error: unknown } | undefined = { error }; failure;) {
      await this.#pause(failure.error);
      failure = undefined;
      try {
        await this.#bounded((signal) => this.#sink.restart?.({ signal }));
      } catch (error) {
        if (!signal.aborted) failure = { error };
      }
    }
  }

  async #pause(error: unknown): Promise<void> {
    const fault = toFault(error);
    const waitMs = this.#restarts.failed();
    this.#now("failed", fault);
    if (this.#sink.core && this.#restarts.isSlow) this.#desk.onCoreFault(this.#loop, fault);
    if (waitMs === 0) return;
    this.#desk.liveness.rests(this.#loop);
    const { signal } = this.#closing;
    await delay(waitMs, { clock: this.#desk.clock, signal }).catch(() => {}); // closing: no pause
  }

  #now(state: SinkHealth["state"], fault?: Fault): void {
    const isNew = state !== this.#state;
    this.#fault = fault;
    if (!isNew) return;
    this.#state = state;
    this.#sinceMs = this.#desk.clock.nowMs();
    this.#desk.onChange();
  }
}
