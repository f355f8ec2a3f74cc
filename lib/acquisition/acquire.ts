import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { Fault } from "../contract/fault.ts";
import type { GoodReading, Reading, UncertainReading } from "../contract/reading.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError, toFault } from "../base/readout_error.ts";
import { poll } from "./poll.ts";

/** How {@linkcode acquire} reads. */
export interface AcquireOptions extends AbortOptions {
  /** How many samples: an integer >= 0. */
  readonly count: number;
  /** The spacing of the grid in ms. */
  readonly periodMs: number;
  /** The budget of each read in ms. Default: the channel's own. */
  readonly timeoutMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** Readings that have a value, oldest first. */
export type Samples<T> = readonly (GoodReading<T> | UncertainReading<T>)[];

/**
 * A job of N samples: ask it, or await it.
 *
 * Awaiting gives all samples, or rejects: with `acquisition.incomplete` if a read failed (how many
 * samples it had is said, and they stay in `samples`), with the reason if it was cancelled.
 *
 * @typeParam T The type of the channel's values.
 */
export interface Acquisition<T> extends PromiseLike<Samples<T>>, AsyncDisposable {
  /** How many samples were asked for. */
  readonly count: number;
  /** What has arrived so far, oldest first. */
  readonly samples: Samples<T>;
  /** How much has arrived, from 0 to 1. */
  readonly progress: number;
  /** Whether it has ended, in whatever way. */
  readonly done: boolean;
  /** Why it ended without all its samples; absent as long as it has not. */
  readonly fault: Fault | undefined;
  /** Ends it; awaiting it rejects with `reason`. */
  cancel(reason?: unknown): void;
}

/**
 * Starts to take a number of samples on a fixed grid, in the background, and says how far it is.
 * It ends at the first read that fails.
 *
 * (Hughes, chapter 11: acquiring data using a thread, `AcqData`.)
 *
 * @typeParam T The type of the channel's values.
 * @param channel What to read.
 * @param options Count, period, timeout, signal and clock.
 * @throws {RangeError} If `count` or `periodMs` makes no sense.
 *
 * @example Ask whether it is done, or await it
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 * import { signal } from "@readout/readout";
 *
 * const job = acquire(signal.counter(), { count: 3, periodMs: 10 });
 * strictEqual(job.done, false);
 * const samples = await job;
 * deepStrictEqual(samples.map(({ value }) => value), [0, 1, 2]);
 * strictEqual(job.progress, 1);
 * ```
 */
export function acquire<T>(channel: Channel<T>, options: AcquireOptions): Acquisition<T> {
  return new SampleJob(channel, options);
}

class SampleJob<T> implements Acquisition<T> {
  readonly count: number;
  readonly samples: (GoodReading<T> | UncertainReading<T>)[] = [];
  done = false;
  fault: Fault | undefined;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #ended: Promise<void>;

  constructor(channel: Channel<T>, { signal, ...options }: AcquireOptions) {
    this.count = options.count;
    this.#signal = signal ? AbortSignal.any([signal, this.#stop.signal]) : this.#stop.signal;
    this.#ended = this.#run(channel, poll(channel, { ...options, signal: this.#signal }));
    this.#ended.catch(() => {}); // whoever does not await it can see it in `fault`
  }

  get progress(): number {
    return this.count === 0 ? 1 : this.samples.length / this.count;
  }

  cancel(reason: unknown = new DOMException("Acquisition was cancelled", "AbortError")): void {
    this.#stop.abort(reason);
  }

  then<A = Samples<T>, B = never>(
    onDone?: ((samples: Samples<T>) => A | PromiseLike<A>) | null,
    onFail?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#ended.then(() => this.samples).then(onDone, onFail);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.cancel();
    await this.#ended.catch(() => {}); // the one who disposes of it does not want its samples
  }

  async #run(channel: Channel<T>, readings: AsyncIterable<Reading<T>>): Promise<void> {
    try {
      for await (const reading of readings) {
        if (reading.status === "bad") throw this.#incomplete(channel, reading.fault);
        this.samples.push(reading);
      }
      if (this.samples.length < this.count) this.#signal.throwIfAborted();
    } catch (error) {
      this.fault = { ...toFault(error), ...(this.#signal.aborted ? { code: "aborted" } : {}) };
      throw error;
    } finally {
      this.done = true;
    }
  }

  #incomplete({ name }: Channel<T>, fault: Fault): ReadoutError {
    return new ReadoutError(
      "acquisition.incomplete",
      `Cannot acquire ${this.count} samples of ${printable(name)}: ` +
        `${this.samples.length} arrived, then it said "${fault.message}"`,
      { channel: name, cause: new ReadoutError(fault.code, fault.message) },
    );
  }
}
