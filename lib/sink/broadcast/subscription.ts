import type { Overflow } from "../../contract/overflow.ts";
import { ReadoutError } from "../../base/readout_error.ts";

/**
 * One message for one subscriber.
 *
 * @typeParam T The type of the messages.
 */
export interface BroadcastMessage<T> {
  /** The message. */
  readonly item: T;
  /** The same, encoded. Shared by all subscribers: never written to, never transferred. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** How many messages this subscriber lost just before this one. */
  readonly dropped: number;
}

/**
 * One subscriber's end of a broadcast: an async iterator over what is queued for it. It ends when
 * its owner or the broadcast ends it; under the rule `fail`, a queue that has run over makes it
 * reject with `queue.full` once what was queued before has been taken.
 *
 * @typeParam T The type of the messages.
 */
export interface Subscription<T>
  extends AsyncIterableIterator<BroadcastMessage<T>, undefined, undefined>, Disposable {
  /** Whether more can come. */
  readonly isOpen: boolean;
  /** Bytes that wait to be taken. */
  readonly queuedBytes: number;
  /** Messages lost so far because the queue was full. */
  readonly dropped: number;
}

/** What a full queue does here: the producer never waits. */
export type BroadcastOverflow = Exclude<Overflow, "wait">;

interface Entry<T> extends BroadcastMessage<T> {
  dropped: number;
}

type Result<T> = IteratorResult<BroadcastMessage<T>, undefined>;

interface Taker<T> {
  resolve(result: Result<T>): void;
  reject(error: ReadoutError): void;
}

/** A {@linkcode Subscription} as its broadcast sees it. */
export class QueueSubscription<T> implements Subscription<T> {
  isOpen = true;
  queuedBytes = 0;
  dropped = 0;
  readonly #maxBytes: number;
  readonly #overflow: BroadcastOverflow;
  readonly #onEnd: () => void;
  readonly #queue: Entry<T>[] = [];
  readonly #takers: Taker<T>[] = [];
  /** Lost after the last that is queued. */
  #droppedSince = 0;
  #failure: ReadoutError | undefined;

  constructor(maxBytes: number, overflow: BroadcastOverflow, onEnd: () => void) {
    this.#maxBytes = maxBytes;
    this.#overflow = overflow;
    this.#onEnd = onEnd;
  }

  /** Queues a message, or hands it over at once; tells how many messages it cost. */
  offer(item: T, bytes: Uint8Array<ArrayBuffer>): number {
    const before = this.dropped;
    if (this.#makeRoom(sizeOf(bytes))) this.#add({ item, bytes, dropped: this.#droppedSince });
    else this.#dropNewest();
    return this.dropped - before;
  }

  /** Nothing more comes. */
  end(failure?: ReadoutError): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#failure = failure;
    this.#onEnd();
    for (const taker of this.#takers.splice(0)) this.#finish(taker);
  }

  next(): Promise<Result<T>> {
    return new Promise((resolve, reject) => {
      const taker = { resolve, reject };
      const entry = this.#queue.shift();
      if (entry) {
        this.queuedBytes -= sizeOf(entry.bytes);
        resolve({ done: false, value: entry });
      } else if (this.isOpen) this.#takers.push(taker);
      else this.#finish(taker);
    });
  }

  return(): Promise<Result<T>> {
    this[Symbol.dispose]();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  [Symbol.dispose](): void {
    this.#queue.length = 0;
    this.queuedBytes = 0;
    this.#failure = undefined;
    this.end();
  }

  #finish(taker: Taker<T>): void {
    const failure = this.#failure;
    this.#failure = undefined; // it is told once; then the iterator is over
    if (failure) taker.reject(failure);
    else taker.resolve({ done: true, value: undefined });
  }

  #add(entry: Entry<T>): void {
    this.#droppedSince = 0;
    const taker = this.#takers.shift();
    if (taker) return taker.resolve({ done: false, value: entry });
    this.#queue.push(entry);
    this.queuedBytes += sizeOf(entry.bytes);
  }

  #makeRoom(sizeBytes: number): boolean {
    if (sizeBytes > this.#maxBytes) return false;
    if (this.#overflow === "drop-oldest") {
      while (this.queuedBytes + sizeBytes > this.#maxBytes) this.#dropOldest();
    }
    return this.queuedBytes + sizeBytes <= this.#maxBytes;
  }

  #dropOldest(): void {
    const oldest = this.#queue.shift()!;
    this.queuedBytes -= sizeOf(oldest.bytes);
    this.dropped++;
    const lost = oldest.dropped + 1;
    if (this.#queue[0]) this.#queue[0].dropped += lost;
    else this.#droppedSince += lost;
  }

  #dropNewest(): void {
    this.dropped++;
    this.#droppedSince++;
    if (this.#overflow !== "fail") return;
    this.end(
      new ReadoutError(
        "queue.full",
        `Cannot go on: more than ${this.#maxBytes} bytes wait for this subscriber; ` +
          `take them faster, or allow more`,
      ),
    );
  }
}

/** What a message counts for; an empty one too, or a queue of them would have no end. */
function sizeOf(bytes: Uint8Array): number {
  return Math.max(1, bytes.byteLength);
}
