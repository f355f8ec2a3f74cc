import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Overflow } from "../contract/overflow.ts";
import type { Delivery, OutboxStats, PushOptions, TakeOptions } from "./outbox_contract.ts";
import { Fifo } from "../base/fifo.ts";
import type { ReadoutError } from "../base/readout_error.ts";
import { DEFAULT_TIMEOUT_MS } from "../base/default_timeout.ts";
import { systemClock } from "../base/system_clock.ts";
import { type Watchdog, watchdogOf } from "../base/watchdog.ts";
import { closed, dropped, full, late, unacknowledged } from "./queue_faults.ts";
import { Wait } from "./wait.ts";

interface Entry<T> {
  readonly item: T;
  /** Called once with how it ended; absent if no producer waits for that. */
  readonly settle: ((failure?: ReadoutError) => void) | undefined;
}

/**
 * A bounded queue between producers and consumers, several of each, first in, first out: every item
 * goes to one consumer, once, or is counted as dropped.
 *
 * Consumers take items with `for await`, which acknowledges an item when the loop asks for the
 * next, or with `take()`, which leaves that to them. `close()` lets consumers finish what is queued;
 * then their loops end. No sentinel is needed.
 *
 * (Hughes, chapter 11: acquiring data using a queue; event, sentinel and join.)
 *
 * Codes: `queue.full`, `queue.closed`, `queue.dropped`, `queue.unacknowledged`, `timeout.queue`.
 *
 * @typeParam T The type of the items.
 *
 * @example A producer that waits until its item has been dealt with
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * const outbox = new Outbox<number>(10, "wait");
 * const seen: number[] = [];
 * const consumer = (async () => {
 *   for await (const item of outbox) seen.push(item);
 * })();
 * await outbox.deliver(1);
 * strictEqual(outbox.stats().acknowledged, 1);
 * await outbox.push(2);
 * outbox.close();
 * await consumer;
 * deepStrictEqual(seen, [1, 2]);
 * ```
 */
export class Outbox<T> implements AsyncIterable<T> {
  /** How many items fit. */
  readonly capacity: number;
  /** What happens to an item that does not. */
  readonly overflow: Overflow;
  readonly #clock: Clock;
  readonly #watchdog: Watchdog;
  readonly #queue: Fifo<Entry<T>>;
  readonly #takers = new Set<Wait<Delivery<T> | undefined>>();
  readonly #pushers = new Map<Wait<true>, Entry<T>>();
  readonly #joiners = new Set<Wait<void>>();
  #closed = false;
  #pushed = 0;
  #delivered = 0;
  #acknowledged = 0;
  #inHand = 0;
  #dropped = 0;

  /**
   * Makes a queue.
   *
   * @param capacity How many items fit: an integer >= 1.
   * @param overflow What happens to an item that does not.
   * @param options Whose time its waits are bounded by.
   * @throws {RangeError} If `capacity` is not an integer >= 1.
   */
  constructor(capacity: number, overflow: Overflow, options: { readonly clock?: Clock } = {}) {
    this.capacity = capacity;
    this.overflow = overflow;
    this.#clock = options.clock ?? systemClock;
    this.#watchdog = watchdogOf(this.#clock);
    this.#queue = new Fifo(capacity);
  }

  /**
   * Hands an item over.
   *
   * @returns Whether it was accepted: `false` if the rule `drop-newest` dropped it. Rejects with
   * `queue.full` (rule `fail`), `queue.closed`, `timeout.queue` (no room in time, rule `wait`), or
   * `signal.reason`; then the item is not in the queue.
   */
  push(item: T, options: PushOptions = {}): Promise<boolean> {
    return Promise.resolve(this.#push({ item, settle: undefined }, options));
  }

  /**
   * Hands an item over and waits until a consumer has acknowledged it.
   *
   * Rejects as `push()` does, and with `queue.dropped` if it was dropped,
   * `queue.unacknowledged` if a consumer left without acknowledging it. After `timeout.queue` or an
   * abort the item may still be in the queue, or in a consumer's hand.
   */
  deliver(item: T, options: PushOptions = {}): Promise<void> {
    const wait = this.#wait<void>(
      options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      options.signal,
      () => late("deliver", "no acknowledgement", options.timeoutMs),
    );
    const settle = (failure?: ReadoutError): void => {
      if (failure) wait.reject(failure);
      else wait.resolve();
    };
    if (wait.over) return wait.promise;
    const pushed = this.#push({ item, settle }, options);
    if (pushed === false) settle(dropped());
    else if (pushed !== true) pushed.catch((error) => wait.reject(error));
    return wait.promise;
  }

  /**
   * Takes the oldest item, or waits for one.
   *
   * @returns The item, to be acknowledged, or `undefined` when the queue is closed and empty.
   * Rejects with `timeout.queue` or `signal.reason`.
   */
  take(options: TakeOptions = {}): Promise<Delivery<T> | undefined> {
    if (this.#queue.size > 0) {
      if (options.signal?.aborted) return Promise.reject(options.signal.reason);
      return Promise.resolve(this.#hand(this.#queue.shift()!));
    }
    if (this.#closed) return Promise.resolve(undefined);
    const wait = this.#wait<Delivery<T> | undefined>(
      options.timeoutMs ?? Infinity,
      options.signal,
      () => late("take", "no item", options.timeoutMs),
      (over) => this.#takers.delete(over),
    );
    if (!wait.over) this.#takers.add(wait);
    return wait.promise;
  }

  /** The same as `items()`. */
  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    return this.items();
  }

  /**
   * Takes items until the queue is closed and empty; asking for the next acknowledges the last,
   * leaving the loop does not. Rejects with `signal.reason`.
   */
  async *items(options: AbortOptions = {}): AsyncGenerator<T, void, undefined> {
    for (let one = await this.take(options); one; one = await this.take(options)) {
      let finished = false;
      try {
        yield one.item;
        finished = true;
      } finally { // left by break or throw: what became of the item is not known
        if (finished) one.ack();
        else one.reject();
      }
    }
  }

  /** Takes no further item. Producers that wait for room get `queue.closed`. Calling it twice is fine. */
  close(): void {
    this.#closed = true;
    for (const [wait] of [...this.#pushers]) wait.reject(closed());
    for (const taker of [...this.#takers]) taker.resolve(undefined);
  }

  /**
   * Waits until every item has been taken and dealt with.
   *
   * @param options How long, in ms, and a signal. Rejects with `timeout.queue` or `signal.reason`.
   */
  join(options: AbortOptions & { readonly timeoutMs: number }): Promise<void> {
    const wait = this.#wait<void>(options.timeoutMs, options.signal, () => {
      const what = `${this.#queue.size} queued, ${this.#inHand} not acknowledged`;
      return late("join", what, options.timeoutMs);
    }, (over) => this.#joiners.delete(over));
    if (!wait.over) this.#joiners.add(wait);
    this.#checkJoin();
    return wait.promise;
  }

  /** A snapshot of the counts. */
  stats(): OutboxStats {
    return {
      pushed: this.#pushed,
      delivered: this.#delivered,
      acknowledged: this.#acknowledged,
      dropped: this.#dropped,
      queued: this.#queue.size,
      waiting: this.#pushers.size,
    };
  }

  /** Whether it was accepted; a promise only if that takes a wait, or has failed. */
  #push(entry: Entry<T>, options: PushOptions): boolean | Promise<true> {
    if (this.#closed) return Promise.reject(closed());
    if (options.signal?.aborted) return Promise.reject(options.signal.reason);
    if (this.#queue.size < this.capacity) {
      this.#accept(entry);
      return true;
    }
    switch (this.overflow) {
      case "drop-oldest":
        this.#drop(this.#queue.shift()!);
        this.#accept(entry);
        return true;
      case "drop-newest":
        this.#pushed++;
        this.#dropped++;
        return false;
      case "fail":
        return Promise.reject(full(this.capacity));
      case "wait": {
        const wait = this.#wait<true>(
          options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
          options.signal,
          () => late("push", "no room", options.timeoutMs),
          (over) => this.#pushers.delete(over),
        );
        this.#pushers.set(wait, entry);
        return wait.promise;
      }
    }
  }

  /** There is room, or a consumer waits. */
  #accept(entry: Entry<T>): void {
    this.#pushed++;
    for (const taker of this.#takers) return taker.resolve(this.#hand(entry));
    this.#queue.push(entry);
  }

  #drop(entry: Entry<T>): void {
    this.#dropped++;
    entry.settle?.(dropped());
  }

  /** The entry leaves the queue for a consumer; whoever waits for room has it. */
  #hand({ item, settle }: Entry<T>): Delivery<T> {
    this.#delivered++;
    this.#inHand++;
    for (const [wait, entry] of this.#pushers) {
      wait.resolve(true);
      this.#accept(entry);
      break;
    }
    let open = true;
    const end = (failure?: ReadoutError): void => {
      if (!open) return;
      open = false;
      this.#inHand--;
      if (!failure) this.#acknowledged++;
      settle?.(failure);
      this.#checkJoin();
    };
    return { item, ack: () => end(), reject: () => end(unacknowledged()) };
  }

  #checkJoin(): void {
    if (this.#joiners.size === 0 || this.#queue.size + this.#inHand + this.#pushers.size > 0) {
      return;
    }
    for (const joiner of [...this.#joiners]) joiner.resolve();
  }

  #wait<R>(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    late: () => ReadoutError,
    onOver?: (wait: Wait<R>) => void,
  ): Wait<R> {
    return new Wait<R>(this.#clock, this.#watchdog, { timeoutMs, signal, late, onOver });
  }
}
