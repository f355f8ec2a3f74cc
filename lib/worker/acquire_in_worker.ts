import type { Clock } from "../contract/clock.ts";
import type { ReadoutError } from "../base/readout_error.ts";
import type { ReadingBatch } from "./reading_batch.ts";
import type { WorkerOptions } from "./worker_options.ts";
import { systemClock } from "../base/system_clock.ts";
import { BatchInbox } from "./batch_inbox.ts";
import { checkWorkerOptions } from "./check_worker_options.ts";
import { startRun, type WorkerRun } from "./worker_run.ts";

/** Counts of a {@linkcode WorkerAcquisition}. */
export interface WorkerStats {
  /** Readings that have come out of the loop. */
  readonly readings: number;
  /** Readings lost to the overflow rule. */
  readonly dropped: number;
  /** How many times the worker has been started again. */
  readonly restarts: number;
}

/** An acquisition thread under way. */
export interface WorkerAcquisition
  extends AsyncIterableIterator<ReadingBatch, undefined, undefined>, AsyncDisposable {
  /** A snapshot of the counts. */
  stats(): WorkerStats;
}

/**
 * Polls the channels of a module in a thread of its own, and gives their readings in batches.
 *
 * The module exports `channels`: a list, or a function of `data` that makes one. Between points of
 * the grid the thread sleeps in `Atomics.wait`, so a reader that answers at once is read a few
 * microseconds after its point; while a reader waits for something, the thread's event loop runs,
 * and points come up to a millisecond late. Times are this thread's.
 *
 * Breaking out, or aborting `signal`, ends the thread and the loop quietly. A thread that throws,
 * dies or no longer advances is started again `restarts` times, then the loop throws
 * `worker.failed`. (A thread in an endless loop is given up, but Deno 2.9.6 cannot end it: it spins
 * until the program exits.)
 *
 * Codes: `worker.failed`; `queue.full` with the overflow rule `fail`. Faults of reads are in the
 * readings, with code, name and cause.
 *
 * @param rigUrl Where the module is: an absolute URL; beside your script,
 * `new URL("./rig.ts", import.meta.url)`.
 * @param options Period, overflow rule, handover, limits, signal.
 * @throws {TypeError} If `rigUrl` is not an absolute URL.
 * @throws {RangeError} If a number makes no sense.
 *
 * @example Ten readings at 1 kHz
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const rig = 'data:text/javascript,export const channels = [{ name: "one", unit: "",' +
 *   "seq: 0, tryRead() { return Promise.resolve({ channel: this.name, seq: this.seq++," +
 *   'value: 1, unit: "", status: "good", reason: "ok", wallMs: 0, monoMs: 0, tookMs: 0 }) } }]';
 * let readings = 0;
 * const options = { periodMs: 1, count: 10, overflow: "wait" } as const;
 * for await (const batch of acquireInWorker(rig, options)) readings += batch.length;
 * strictEqual(readings, 10);
 * ```
 */
export function acquireInWorker(rigUrl: string | URL, options: WorkerOptions): WorkerAcquisition {
  return new ThreadedPoll(new URL(rigUrl), options);
}

type Result = IteratorResult<ReadingBatch, undefined>;

class ThreadedPoll implements WorkerAcquisition {
  readonly #rigUrl: URL;
  readonly #options: WorkerOptions;
  readonly #clock: Clock;
  readonly #inbox = new BatchInbox();
  #run: WorkerRun | undefined;
  #begun = false;
  #over = false;
  #ending: Promise<void> | undefined;
  #readings = 0;
  #droppedBefore = 0;
  #restarts = 0;

  constructor(rigUrl: URL, options: WorkerOptions) {
    checkWorkerOptions(options);
    this.#rigUrl = rigUrl;
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  stats(): WorkerStats {
    return {
      readings: this.#readings,
      dropped: this.#droppedBefore + (this.#run?.dropped ?? 0),
      restarts: this.#restarts,
    };
  }

  async next(): Promise<Result> {
    let batch: ReadingBatch | undefined;
    try {
      if (!this.#begun) this.#begin();
      batch = await this.#inbox.take();
    } finally {
      if (batch === undefined) await this.#end(); // the loop is over when its thread is
    }
    if (batch === undefined) return { done: true, value: undefined };
    this.#readings += batch.length;
    return { done: false, value: batch };
  }

  async return(): Promise<Result> {
    this.#begun = true;
    this.#inbox.close();
    await this.#end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #begin(): void {
    this.#begun = true;
    const { signal } = this.#options;
    if (signal?.aborted) return this.#inbox.close();
    signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#start();
  }

  readonly #onAbort = (): void => void this.return();

  #start(): void {
    this.#run = startRun(this.#rigUrl, this.#options, this.#clock, {
      onBatch: (batch, taken) => this.#inbox.put(batch, taken),
      onEnded: () => void this.#end(),
      onFailure: (error) => this.#failed(error),
    });
  }

  #failed(error: ReadoutError): void {
    if (this.#over) return;
    this.#droppedBefore += this.#run?.dropped ?? 0;
    this.#run = undefined;
    if (error.code === "worker.failed" && this.#restarts < (this.#options.restarts ?? 0)) {
      this.#restarts++;
      this.#options.onRestart?.(error);
      return this.#start();
    }
    this.#inbox.fail(error);
    this.#end();
  }

  #end(): Promise<void> {
    this.#over = true;
    this.#inbox.close({ keep: true });
    this.#options.signal?.removeEventListener("abort", this.#onAbort);
    return this.#ending ??= this.#run?.end() ?? Promise.resolve();
  }
}
