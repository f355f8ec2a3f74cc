import { Fifo } from "../base/fifo.ts";
import { ReadoutError } from "../base/readout_error.ts";
import type { ListenOptions } from "./listener_options.ts";

/**
 * One subscriber's end of a listener: an async iterator over what is queued for it. It ends quietly
 * when its signal aborts, when the loop is left, or when the listener is closed.
 *
 * @typeParam T What it gives.
 */
export interface Listening<T> extends AsyncIterableIterator<T, undefined, undefined>, Disposable {
  /** How many were lost so far because the queue was full. */
  readonly dropped: number;
}

type Result<T> = IteratorResult<T, undefined>;

interface Taker<T> {
  resolve(result: Result<T>): void;
  reject(error: unknown): void;
}

/** A {@linkcode Listening} as its listener sees it. */
export class ListenerQueue<T> implements Listening<T> {
  dropped = 0;
  readonly #queue: Fifo<T>;
  readonly #overflow: ListenOptions["overflow"];
  readonly #signal: AbortSignal | undefined;
  readonly #onEnd: () => void;
  readonly #takers: Taker<T>[] = [];
  #isOver = false;
  #failure: { readonly error: unknown } | undefined;

  /**
   * Makes an empty queue.
   *
   * @param options Its bound, its overflow rule, and a signal that ends it.
   * @param onEnd Called once, when it takes nothing more.
   * @throws {RangeError} If `capacity` is not an integer >= 1.
   */
  constructor({ capacity, overflow, signal }: ListenOptions, onEnd: () => void) {
    this.#queue = new Fifo(capacity);
    this.#overflow = overflow;
    this.#onEnd = onEnd;
    this.#signal = signal;
    if (signal?.aborted) this[Symbol.dispose]();
    else signal?.addEventListener("abort", this.#onAbort, { once: true });
  }

  /** How many may wait. */
  get capacity(): number {
    return this.#queue.capacity;
  }

  /** Queues something, or hands it over at once; tells how many were dropped for it. */
  offer(item: T): 0 | 1 {
    const taker = this.#takers.shift();
    if (taker) {
      taker.resolve({ done: false, value: item });
      return 0;
    }
    if (this.#queue.size < this.#queue.capacity) {
      this.#queue.push(item);
      return 0;
    }
    this.dropped++;
    switch (this.#overflow) {
      case "drop-oldest":
        this.#queue.shift();
        this.#queue.push(item);
        break;
      case "fail":
        this.end(full(this.#queue.capacity));
        break;
      case "drop-newest":
        break;
    }
    return 1;
  }

  /** Nothing more comes; what is queued can still be taken, and then the error, if there is one. */
  end(error?: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (error !== undefined) this.#failure = { error };
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#onEnd();
    for (const taker of this.#takers.splice(0)) this.#finish(taker);
  }

  next(): Promise<Result<T>> {
    if (this.#queue.size > 0) {
      return Promise.resolve({ done: false, value: this.#queue.shift()! });
    }
    return new Promise((resolve, reject) => {
      if (this.#isOver) this.#finish({ resolve, reject });
      else this.#takers.push({ resolve, reject });
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
    while (this.#queue.size > 0) this.#queue.shift();
    this.#failure = undefined;
    this.end();
  }

  readonly #onAbort = (): void => this[Symbol.dispose]();

  #finish(taker: Taker<T>): void {
    const failure = this.#failure;
    this.#failure = undefined; // it is told once; then the loop is over
    if (failure) taker.reject(failure.error);
    else taker.resolve({ done: true, value: undefined });
  }
}

function full(capacity: number): ReadoutError {
  return new ReadoutError(
    "queue.full",
    `Cannot go on: ${capacity} messages wait for this subscriber; take them faster, or allow more`,
  );
}
