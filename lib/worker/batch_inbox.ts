import type { ReadingBatch } from "./reading_batch.ts";

interface Waiting {
  readonly batch: ReadingBatch;
  readonly taken: () => void;
}

/** Batches that have come from a worker and wait to be taken; the worker's room bounds them. */
export class BatchInbox {
  readonly #waiting: Waiting[] = [];
  readonly #takers: PromiseWithResolvers<ReadingBatch | undefined>[] = [];
  #closed = false;
  #failure: { readonly error: unknown } | undefined;

  /** Puts a batch in; `taken` is called when it leaves. */
  put(batch: ReadingBatch, taken: () => void): void {
    if (this.#closed) return;
    const taker = this.#takers.shift();
    if (taker === undefined) return void this.#waiting.push({ batch, taken });
    taken();
    taker.resolve(batch);
  }

  /** Takes the oldest batch; `undefined` at the end; rejects if the worker failed. */
  take(): Promise<ReadingBatch | undefined> {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.taken();
      return Promise.resolve(waiting.batch);
    }
    if (this.#failure) {
      const { error } = this.#failure;
      this.#failure = undefined; // thrown once; then it is over
      return Promise.reject(error);
    }
    if (this.#closed) return Promise.resolve(undefined);
    const taker = Promise.withResolvers<ReadingBatch | undefined>();
    this.#takers.push(taker);
    return taker.promise;
  }

  /** Nothing more will come; what waits is dropped, or kept to be taken. */
  close({ keep = false }: { readonly keep?: boolean } = {}): void {
    this.#closed = true;
    if (!keep) this.#waiting.length = 0;
    for (const taker of this.#takers.splice(0)) taker.resolve(undefined);
  }

  /** Nothing more will come but this error, after what waits has been taken. */
  fail(error: unknown): void {
    const taker = this.#takers.shift();
    if (taker) taker.reject(error);
    else this.#failure = { error };
    this.close({ keep: true });
  }
}
