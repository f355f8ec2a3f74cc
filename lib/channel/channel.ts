import type { Channel, Reader, ReadOptions } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { BadReading, Reading } from "../contract/reading.ts";
import { DEFAULT_TIMEOUT_MS } from "../base/default_timeout.ts";
import { systemClock } from "../base/system_clock.ts";
import { checkTimeout } from "./check_timeout.ts";
import { type Deliver, ReadAttempt, type ReadDesk } from "./read_attempt.ts";
import { Turns } from "./turns.ts";

/** How a channel made by {@linkcode channel} behaves. */
export interface ChannelOptions {
  /** The budget of a read that names none, in ms. Default: 2000. */
  readonly timeoutMs?: number | undefined;
  /** The least pause between two exchanges in ms, for a device that must not be hammered. Default: 0. */
  readonly minGapMs?: number | undefined;
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
 * @param options Default timeout, pause and clock.
 * @throws {TypeError} If the name is empty.
 * @throws {RangeError} If `timeoutMs` is not a finite number above 0, or `minGapMs` not one >= 0.
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

/** A channel of a reader; see {@linkcode channel}. */
export class ReaderChannel<T> implements Channel<T> {
  readonly name: string;
  readonly unit: string;
  protected readonly turns: Turns;
  readonly #desk: ReadDesk<T>;
  readonly #timeoutMs: number;

  constructor(name: string, unit: string, reader: Reader<T>, options: ChannelOptions) {
    const { timeoutMs = DEFAULT_TIMEOUT_MS, minGapMs = 0, clock = systemClock } = options;
    if (name === "") throw new TypeError("Cannot make a channel: its name is empty");
    if (!(minGapMs >= 0 && minGapMs < Infinity)) {
      throw new RangeError(
        `Cannot make a channel: minGapMs must be finite and >= 0, got ${minGapMs}`,
      );
    }
    this.name = name;
    this.unit = unit;
    this.turns = new Turns(name, clock, minGapMs);
    let seq = 0;
    this.#desk = { name, unit, reader, nextSeq: () => seq++ };
    this.#timeoutMs = checkTimeout(timeoutMs);
  }

  read(options: ReadOptions = {}): ReturnType<Channel<T>["read"]> {
    const timeoutMs = this.budgetMs(options);
    return new Promise((resolve, reject) => {
      this.#start(timeoutMs, options.signal, (reading, failure) => {
        if (failure) reject(failure.error);
        else resolve(reading as Exclude<typeof reading, BadReading>);
      });
    });
  }

  tryRead(options: ReadOptions = {}): Promise<Reading<T>> {
    const timeoutMs = this.budgetMs(options);
    return new Promise((resolve) => this.#start(timeoutMs, options.signal, resolve));
  }

  /** The budget of one exchange, checked. */
  protected budgetMs({ timeoutMs = this.#timeoutMs }: ReadOptions): number {
    return checkTimeout(timeoutMs);
  }

  #start(timeoutMs: number, signal: AbortSignal | undefined, deliver: Deliver<T>): void {
    this.turns.start(new ReadAttempt(this.#desk, this.turns, timeoutMs, signal, deliver));
  }
}
