import type { Channel, Reader, ReadOptions } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { BadReading, GoodReading, Reading } from "../contract/reading.ts";
import { asReadoutError } from "./as_readout_error.ts";
import { LazyReadCall } from "./read_call.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError, toFault } from "../base/readout_error.ts";
import { reasonOfFault } from "../base/reason_of_fault.ts";
import { systemClock } from "../base/system_clock.ts";
import { Watchdog } from "../base/watchdog.ts";

/** How long a read may take if neither the call nor its channel says so, in ms. */
export const DEFAULT_TIMEOUT_MS = 2_000;

/** How a channel made by {@linkcode channel} behaves. */
export interface ChannelOptions {
  /** The budget of a read that names none, in ms. Default: {@linkcode DEFAULT_TIMEOUT_MS}. */
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

/** Delivers a reading, and the error that `read()` rejects with if there is one. */
type Deliver<T> = (reading: Reading<T>, failure?: { readonly error: unknown }) => void;

class ReaderChannel<T extends NonNullable<unknown>> implements Channel<T> {
  readonly name: string;
  readonly unit: string;
  readonly clock: Clock;
  readonly #reader: Reader<T>;
  readonly #timeoutMs: number;
  readonly #waiting: ReadAttempt<T>[] = [];
  #running: ReadAttempt<T> | undefined;
  #watchdog: Watchdog | undefined;
  #seq = 0;

  constructor(name: string, unit: string, reader: Reader<T>, options: ChannelOptions) {
    if (name === "") throw new TypeError("Cannot make a channel: its name is empty");
    this.name = name;
    this.unit = unit;
    this.clock = options.clock ?? systemClock;
    this.#reader = reader;
    this.#timeoutMs = checkTimeout(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  }

  read(options: ReadOptions = {}): ReturnType<Channel<T>["read"]> {
    return new Promise((resolve, reject) => {
      this.#start(options, (reading, failure) => {
        if (failure) reject(failure.error);
        else resolve(reading as Exclude<typeof reading, BadReading>);
      });
    });
  }

  tryRead(options: ReadOptions = {}): Promise<Reading<T>> {
    return new Promise((resolve) => this.#start(options, resolve));
  }

  get watchdog(): Watchdog {
    return this.#watchdog ??= new Watchdog(this.clock);
  }

  nextSeq(): number {
    return this.#seq++;
  }

  #start(options: ReadOptions, deliver: Deliver<T>): void {
    const timeoutMs = checkTimeout(options.timeoutMs ?? this.#timeoutMs);
    const attempt = new ReadAttempt(this, timeoutMs, options.signal, deliver);
    if (options.signal?.aborted) attempt.abort();
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
      if (!attempt.over) this.#run(attempt);
    }
  }
}

/** One read: it is over exactly once, by its value, its fault, its deadline or its signal. */
class ReadAttempt<T extends NonNullable<unknown>> {
  over = false;
  readonly deadlineMs: number;
  readonly #channel: ReaderChannel<T>;
  readonly #timeoutMs: number;
  readonly #signal: AbortSignal | undefined;
  readonly #deliver: Deliver<T>;
  #call: LazyReadCall | undefined;
  #guarded = false;
  #startMs: number;
  #startWallMs: number;

  constructor(
    channel: ReaderChannel<T>,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    deliver: Deliver<T>,
  ) {
    this.#channel = channel;
    this.#timeoutMs = timeoutMs;
    this.#signal = signal;
    this.#deliver = deliver;
    this.#startMs = channel.clock.nowMs();
    this.#startWallMs = channel.clock.wallMs();
    this.deadlineMs = this.#startMs + timeoutMs;
  }

  /** It is this read's turn: its exchange starts now. */
  begin(): LazyReadCall {
    if (this.#guarded) { // it has waited
      this.#startMs = this.#channel.clock.nowMs();
      this.#startWallMs = this.#channel.clock.wallMs();
    }
    return this.#call = new LazyReadCall(this.deadlineMs - this.#startMs);
  }

  /** From here on it has to wait: for its turn or for its reader. */
  guard(): void {
    if (this.#guarded) return;
    this.#guarded = true;
    this.#channel.watchdog.watch(this);
    this.#signal?.addEventListener("abort", this.abort, { once: true });
  }

  succeed(value: T): void {
    if (this.over) return;
    if (value === null || value === undefined || Number.isNaN(value) || isInfinite(value)) {
      return this.fail(this.#error("value.invalid", `its reader returned ${value}`));
    }
    this.#end({ ...this.#stamp(value), status: "good", reason: "ok" } as GoodReading<T>);
  }

  fail(error: ReadoutError, rejection: unknown = error): void {
    if (this.over) return;
    const reading = {
      ...this.#stamp(null),
      status: "bad",
      reason: reasonOfFault(error.code),
      fault: toFault(error),
    } as BadReading;
    this.#end(reading, { error: rejection });
  }

  /** Its deadline has passed. */
  expire(): void {
    const error = this.#call
      ? this.#error("timeout.total", `no answer in ${this.#timeoutMs} ms`)
      : this.#error(
        "timeout.lock",
        `an earlier read had not ended in ${this.#timeoutMs} ms; ` +
          `its reader should stop when call.signal aborts`,
      );
    this.fail(error);
    this.#call?.end(error);
  }

  /** Its caller's signal has aborted. */
  readonly abort = (): void => {
    const reason: unknown = this.#signal?.reason;
    this.fail(this.#error("aborted", "its caller stopped it", reason), reason);
    this.#call?.end(reason);
  };

  #end(reading: Reading<T>, failure?: { readonly error: unknown }): void {
    this.over = true;
    if (this.#guarded) {
      this.#channel.watchdog.release(this);
      this.#signal?.removeEventListener("abort", this.abort);
    }
    this.#deliver(reading, failure);
  }

  #stamp<V>(value: V) {
    const channel = this.#channel;
    return {
      channel: channel.name,
      seq: channel.nextSeq(),
      value,
      unit: channel.unit,
      wallMs: this.#startWallMs,
      monoMs: this.#startMs,
      tookMs: channel.clock.nowMs() - this.#startMs,
    };
  }

  #error(code: ReadoutError["code"], what: string, cause?: unknown): ReadoutError {
    const { name } = this.#channel;
    const text = `Cannot read ${printable(name)}: ${what}`;
    return new ReadoutError(code, text, {
      channel: name,
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function checkTimeout(timeoutMs: number): number {
  if (timeoutMs > 0 && timeoutMs < Infinity) return timeoutMs;
  throw new RangeError(`Cannot bound a read: timeoutMs must be finite and > 0, got ${timeoutMs}`);
}

function isPromiseLike<T>(result: T | PromiseLike<T>): result is PromiseLike<T> {
  return typeof (result as { then?: unknown } | null | undefined)?.then === "function";
}

function isInfinite(value: unknown): boolean {
  return value === Infinity || value === -Infinity;
}
