import type { Channel, Reader, ReadOptions } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { BadReading, Reading } from "../contract/reading.ts";
import { DEFAULT_TIMEOUT_MS } from "../base/default_timeout.ts";
import { systemClock } from "../base/system_clock.ts";
import { asReadoutError } from "./as_readout_error.ts";
import { AttemptOwner, type Deliver, ReadAttempt } from "./read_attempt.ts";

/** How a channel made by {@linkcode channel} behaves. */
export interface ChannelOptions {
  /** The budget of a read that names none, in ms. Default: 2000. */
  readonly timeoutMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Makes a channel of a name, a unit and a function that fetches one value.
 *
 * The reader may return a value or a promise of one. A reader that waits should stop when
 * `call.signal` aborts; one that does not cannot make a read late, and what it answers late is
 * nobody's value, but the channel's next read has to wait until it has ended
 * (`timeout.lock`), because two questions to one device at once would mix up the answers.
 *
 * @typeParam T The type of the values: not `null` or `undefined`; a number must be finite.
 * @param name A name for tables, plots and errors.
 * @param unit The unit of the values, `""` for none.
 * @param reader Fetches one value.
 * @param options Default timeout and clock.
 * @throws {TypeError} If the name is empty.
 * @throws {RangeError} If `timeoutMs` is not a finite number above 0.
 *
 * Codes of its faults: `aborted`, `timeout.lock`, `timeout.total`, `value.invalid`,
 * `permission.missing`, `reader.threw`, and those of the `ReadoutError`s that the reader throws.
 *
 * @example A channel of a reader
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const volts = channel("volts", "V", () => Promise.resolve(4.2));
 * const reading = await volts.read({ timeoutMs: 500 });
 * strictEqual(reading.value, 4.2);
 * strictEqual(reading.status, "good");
 * ```
 */
export function channel<T extends NonNullable<unknown>>(
  name: string,
  unit: string,
  reader: Reader<T>,
  options: ChannelOptions = {},
): Channel<T> {
  return new ReaderChannel(name, unit, reader, options);
}

class ReaderChannel<T extends NonNullable<unknown>> implements Channel<T> {
  readonly name: string;
  readonly unit: string;
  readonly #owner: AttemptOwner;
  readonly #reader: Reader<T>;
  readonly #timeoutMs: number;
  readonly #waiting: ReadAttempt<T>[] = [];
  #running: ReadAttempt<T> | undefined;

  constructor(name: string, unit: string, reader: Reader<T>, options: ChannelOptions) {
    if (name === "") throw new TypeError("Cannot make a channel: its name is empty");
    this.name = name;
    this.unit = unit;
    this.#owner = new AttemptOwner(name, unit, options.clock ?? systemClock);
    this.#reader = reader;
    this.#timeoutMs = checkTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }

  read(options: ReadOptions = {}): ReturnType<Channel<T>["read"]> {
    const timeoutMs = checkTimeout(options.timeoutMs ?? this.#timeoutMs);
    return new Promise((resolve, reject) => {
      this.#start(timeoutMs, options.signal, (reading, failure) => {
        if (failure) reject(failure.error);
        else resolve(reading as Exclude<typeof reading, BadReading>);
      });
    });
  }

  tryRead(options: ReadOptions = {}): Promise<Reading<T>> {
    const timeoutMs = checkTimeout(options.timeoutMs ?? this.#timeoutMs);
    return new Promise((resolve) => this.#start(timeoutMs, options.signal, resolve));
  }

  #start(timeoutMs: number, signal: AbortSignal | undefined, deliver: Deliver<T>): void {
    const attempt = new ReadAttempt(this.#owner, timeoutMs, signal, deliver);
    if (signal?.aborted) attempt.abort();
    else if (this.#running === undefined) this.#run(attempt);
    else {
      this.#waiting.push(attempt);
      attempt.guard();
    }
  }

  #run(attempt: ReadAttempt<T>): void {
    let result: T | PromiseLike<T>;
    try {
      result = this.#reader(attempt.begin());
    } catch (thrown) {
      return attempt.fail(asReadoutError(thrown, this.name));
    }
    if (!isPromiseLike(result)) return attempt.succeed(result);
    this.#running = attempt;
    attempt.guard();
    result.then(
      (value) => {
        attempt.succeed(value);
        this.#next();
      },
      (thrown) => {
        attempt.fail(asReadoutError(thrown, this.name));
        this.#next();
      },
    );
  }

  /** The reader has ended; the next read that still waits has its turn. */
  #next(): void {
    this.#running = undefined;
    while (this.#running === undefined) {
      const attempt = this.#waiting.shift();
      if (attempt === undefined) return;
      if (attempt.over) continue;
      if (attempt.overdue) attempt.expire();
      else this.#run(attempt);
    }
  }
}

function checkTimeout(timeoutMs: number): number {
  if (timeoutMs > 0 && timeoutMs < Infinity) return timeoutMs;
  throw new RangeError(`Cannot bound a read: timeoutMs must be finite and > 0, got ${timeoutMs}`);
}

function isPromiseLike<T>(result: T | PromiseLike<T>): result is PromiseLike<T> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === "function";
}
