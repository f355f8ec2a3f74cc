import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";
import { checkListenerWaits, checkWait } from "./check_waits.ts";
import type { Ear, Heard, HeardMessage } from "./listener_event.ts";
import type {
  ListenerOptions,
  ListenerStats,
  ListenOptions,
  NextOptions,
  StartOptions,
} from "./listener_options.ts";
import { ListenerPump } from "./listener_pump.ts";
import { ListenerQueue, type Listening } from "./listener_queue.ts";
import { ListenerWait } from "./listener_wait.ts";
import { Trace } from "./trace/trace.ts";
import { TurnLock } from "./turn_lock.ts";

/** For the turn to send, in ms. */
const LOCK_TIMEOUT_MS = 5_000;
const NEXT_TIMEOUT_MS = 10_000;

/**
 * The one owner of a connection to something that talks unasked: a GPS, a balance, an Arduino. It
 * reads all the time, finds the messages, and gives each to everybody who listens.
 *
 * Bytes that are no message are counted and passed over. A connection that is gone is made anew, with
 * a growing pause between attempts; so is one on which there was no message for too long, because a
 * cable that was pulled and a device that has nothing to say look the same.
 *
 * Codes: `timeout.reply` (nothing came), `frame.bad` (bytes came, but no message), `link.closed`,
 * `timeout.connect`, `timeout.write`, `timeout.lock`, `queue.full`, and those of `open`.
 *
 * @typeParam M A message.
 *
 * @example Lines, as they come
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { parsed } from "../base/parsed.ts";
 * import { delimited } from "../protocol/framing/delimited.ts";
 * import { loopback } from "../transport/loopback/loopback.ts";
 *
 * const { near, far } = loopback();
 * await using listener = new Listener<string>({
 *   address: "loopback",
 *   open: () => Promise.resolve(near),
 *   decoder: parsed(delimited("\n").decode, (line) => {
 *     return { kind: "value", value: new TextDecoder().decode(line) };
 *   }),
 * });
 * await listener.start();
 * const lines = listener.messages({ capacity: 100, overflow: "fail" });
 * await far.write(new TextEncoder().encode("st of a line\none\ntwo\n"));
 * const { value: first } = await lines.next();
 * const { value: second } = await lines.next();
 * deepStrictEqual([first, second], ["one", "two"]);
 * ```
 */
export class Listener<M> implements AsyncDisposable {
  /** Its name. */
  readonly address: string;
  /** Whose time it is. */
  readonly clock: Clock;
  /** The last things that happened on it. */
  readonly trace: Trace;
  readonly #pump: ListenerPump<M>;
  readonly #lock: TurnLock;
  readonly #ears = new Set<Ear<M>>();
  #starting: Promise<void> | undefined;
  #dropped = 0;

  /**
   * Makes a listener; it connects when it is started.
   *
   * @throws {RangeError} If a wait is no time, or one but `silentTimeoutMs` has no bound.
   */
  constructor(options: ListenerOptions<M>) {
    checkListenerWaits(options);
    this.address = printable(options.address);
    this.clock = options.clock ?? systemClock;
    this.trace = new Trace(this.address, options.trace);
    this.#lock = new TurnLock(this.clock, this.address, LOCK_TIMEOUT_MS);
    this.#pump = new ListenerPump(this.address, this.clock, options, {
      tell: (heard) => {
        for (const ear of this.#ears) ear.hear(heard);
      },
      capacity: () => {
        let least = Infinity;
        for (const { capacity = Infinity } of this.#ears) least = Math.min(least, capacity);
        return least;
      },
    }, this.trace);
  }

  /** What is wrong now, such as why there is no connection; nothing if nothing is known to be. */
  get fault(): ReadoutError | undefined {
    return this.#pump.fault;
  }

  /** A snapshot of the counts. */
  stats(): ListenerStats {
    return { ...this.#pump.stats(), listening: this.#ears.size, dropped: this.#dropped };
  }

  /**
   * Connects, and listens until it is closed. Starting twice is fine.
   *
   * @param options What to do if there is nothing to connect to, and a signal for connecting.
   * @returns Resolves when it is connected. Rejects if that fails, and has then not started; with
   * `absent: "retry"` it resolves at once.
   */
  start(options: StartOptions = {}): Promise<void> {
    return this.#starting ??= this.#start(options);
  }

  /**
   * Gives every message from now on, in a loop. Bad bytes, and a connection that comes back in time,
   * are passed over; the loop rejects when there is no message for `silentTimeoutMs`.
   *
   * @param options The bound of its queue, its overflow rule, and a signal that ends it quietly.
   * @throws {RangeError} If `capacity` is not an integer >= 1.
   */
  messages(options: ListenOptions): Listening<M> {
    return this.#queue<M>(options, (queue, heard) => {
      if (heard.kind === "message") return queue.offer(heard.message);
      if (heard.kind === "silent") queue.end(heard.error);
      return 0;
    });
  }

  /**
   * Gives everything that is heard from now on, faults too, as data, with its time: for recordings.
   * The loop goes on until it is stopped.
   *
   * @param options The bound of its queue, its overflow rule, and a signal that ends it quietly.
   * @throws {RangeError} If `capacity` is not an integer >= 1.
   */
  subscribe(options: ListenOptions): Listening<Heard<M>> {
    return this.#queue<Heard<M>>(options, (queue, heard) => queue.offer(heard));
  }

  /**
   * Waits for the next message that is wanted; one that came before does not count. To ask something
   * and get its answer, begin to wait, and then send.
   *
   * @param isWanted Whether it is wanted. Default: any is.
   * @param options How long, and a signal.
   * @throws {RangeError} If the wait has no bound.
   * @returns The message and its time. Rejects with `timeout.reply`, with what is wrong with the
   * connection as soon as that is known, or with `signal.reason`.
   */
  next(
    isWanted: (message: M) => boolean = () => true,
    options: NextOptions = {},
  ): Promise<HeardMessage<M>> {
    const { signal, timeoutMs = NEXT_TIMEOUT_MS } = options;
    checkWait("timeoutMs", timeoutMs);
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.fault) return Promise.reject(this.fault);
    const { address, clock } = this;
    const onOver = (): void => void this.#ears.delete(wait);
    const wait: ListenerWait<M> = new ListenerWait(isWanted, { address, clock, onOver }, {
      signal,
      timeoutMs,
    });
    this.#ears.add(wait);
    return wait.promise;
  }

  /**
   * Lets an ear hear everything from now on.
   *
   * @returns Ends that.
   */
  attach(ear: Ear<M>): () => void {
    this.#ears.add(ear);
    return () => void this.#ears.delete(ear);
  }

  /**
   * Sends something. If that fails in the middle, the connection is made anew.
   *
   * @param bytes What is sent.
   * @param options A signal.
   * @returns Rejects with `timeout.lock`, `timeout.write`, what is wrong with the connection, or
   * `signal.reason`.
   */
  async send(bytes: Uint8Array, { signal }: AbortOptions = {}): Promise<void> {
    await this.#lock.take({ signal });
    const { hearing } = this.#pump;
    try {
      if (!hearing || hearing.stop.signal.aborted) {
        throw this.fault ?? this.#closed("it is not connected");
      }
      await this.#pump.write(hearing.transport, bytes, signal);
    } catch (error) {
      hearing?.stop.abort(this.#closed("what was sent was cut short"));
      throw error;
    } finally {
      this.#lock.end();
    }
  }

  /** Closes it: loops end, waits reject with `link.closed`. Closing twice is fine. */
  async [Symbol.asyncDispose](): Promise<void> {
    const error = this.#closed("it is closed");
    const closing = this.#pump.close(error);
    for (const ear of this.#ears) ear.end(error);
    this.#ears.clear();
    await closing;
  }

  async #start(options: StartOptions): Promise<void> {
    try {
      await this.#pump.start(options);
    } catch (error) {
      this.#starting = undefined;
      throw error;
    }
  }

  #queue<T>(
    options: ListenOptions,
    offer: (queue: ListenerQueue<T>, heard: Heard<M>) => 0 | 1,
  ): Listening<T> {
    const ear: Ear<M> = {
      capacity: options.capacity,
      hear: (heard) => void (this.#dropped += offer(queue, heard)),
      end: () => queue.end(),
    };
    const queue = new ListenerQueue<T>(options, () => this.#ears.delete(ear));
    if (this.#pump.isClosed) queue.end();
    else if (!options.signal?.aborted) this.#ears.add(ear);
    return queue;
  }

  #closed(what: string): ReadoutError {
    const { address } = this;
    return new ReadoutError("link.closed", `Cannot talk to ${address}: ${what}`, { address });
  }
}
