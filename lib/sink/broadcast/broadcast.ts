import type { BroadcastOverflow, Subscription } from "./subscription.ts";
import { QueueSubscription } from "./subscription.ts";

/** How one subscriber's queue is bounded. Both must be named: there is no default. */
export interface SubscribeOptions {
  /** The most bytes that may wait to be taken. */
  readonly maxBytes: number;
  /**
   * What happens to a message that does not fit: with `fail` the subscription ends. One that is
   * larger than the whole queue is dropped even with `drop-oldest`.
   */
  readonly overflow: BroadcastOverflow;
}

/** What a {@linkcode Broadcast} has done so far. */
export interface BroadcastStats {
  /** Subscriptions that are open. */
  readonly subscribers: number;
  /** Messages published, with or without subscribers. */
  readonly published: number;
  /** Messages encoded: those that somebody was there for. */
  readonly encoded: number;
  /** Messages that a subscriber lost because its queue was full, over all subscribers. */
  readonly dropped: number;
  /** Bytes that wait to be taken, over all open subscriptions. */
  readonly queuedBytes: number;
}

/**
 * One producer, many subscribers. Each has a bounded queue of its own, so that a slow one costs the
 * others nothing; each message is encoded once, and all share the same bytes.
 *
 * @typeParam T The type of the messages.
 *
 * @example A subscriber that is slower than the producer
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * const encoder = new TextEncoder();
 * const broadcast = new Broadcast<string>((message) => encoder.encode(message));
 * using subscription = broadcast.subscribe({ maxBytes: 4, overflow: "drop-oldest" });
 * for (const message of ["one", "two", "six"]) broadcast.publish(message);
 * broadcast.close();
 *
 * for await (const { item, bytes, dropped } of subscription) {
 *   strictEqual(item, "six");
 *   deepStrictEqual(bytes, encoder.encode("six"));
 *   strictEqual(dropped, 2);
 * }
 * ```
 */
export class Broadcast<T> implements Disposable {
  readonly #encode: (item: T) => Uint8Array<ArrayBuffer>;
  readonly #subscribers = new Set<QueueSubscription<T>>();
  #published = 0;
  #encoded = 0;
  #dropped = 0;
  #closed = false;

  /**
   * Makes a broadcast without subscribers.
   *
   * @param encode Turns a message into bytes. Called once for each message that somebody gets.
   */
  constructor(encode: (item: T) => Uint8Array<ArrayBuffer>) {
    this.#encode = encode;
  }

  /** How many subscriptions are open. */
  get subscribers(): number {
    return this.#subscribers.size;
  }

  /** A snapshot of the counts. */
  stats(): BroadcastStats {
    let queuedBytes = 0;
    for (const subscriber of this.#subscribers) queuedBytes += subscriber.queuedBytes;
    return {
      subscribers: this.#subscribers.size,
      published: this.#published,
      encoded: this.#encoded,
      dropped: this.#dropped,
      queuedBytes,
    };
  }

  /**
   * Starts to queue messages for one more subscriber: those published from now on.
   *
   * @param options The bound of its queue, and what happens when it is full.
   * @returns What was queued, as an async iterator. Already ended if the broadcast is closed.
   * @throws {RangeError} If `maxBytes` is not above 0.
   */
  subscribe(options: SubscribeOptions): Subscription<T> {
    const { maxBytes, overflow } = options;
    if (!(maxBytes > 0)) {
      throw new RangeError(`Cannot subscribe: maxBytes must be > 0, got ${maxBytes}`);
    }
    const subscription = new QueueSubscription<T>(maxBytes, overflow, () => {
      this.#subscribers.delete(subscription);
    });
    if (this.#closed) subscription.end();
    else this.#subscribers.add(subscription);
    return subscription;
  }

  /**
   * Queues a message for each subscriber. Never waits; after {@linkcode close} it does nothing.
   *
   * @param item The message.
   */
  publish(item: T): void {
    if (this.#closed) return;
    this.#published++;
    if (this.#subscribers.size === 0) return;
    this.#encoded++;
    const bytes = this.#encode(item);
    for (const subscriber of this.#subscribers) this.#dropped += subscriber.offer(item, bytes);
  }

  /** Ends every subscription; what is queued can still be taken. Closing twice is fine. */
  close(): void {
    this.#closed = true;
    for (const subscriber of this.#subscribers) subscriber.end();
  }

  /** The same as {@linkcode close}. */
  [Symbol.dispose](): void {
    this.close();
  }
}
