import type { Reader, ReadOptions } from "../contract/channel.ts";
import type {
  GoodWriting,
  WritableChannel,
  Writer,
  Writing,
} from "../contract/writable_channel.ts";
import { type ChannelOptions, ReaderChannel } from "./channel.ts";
import { Writes } from "./writes.ts";

/** How a channel is read and written. */
export interface ReaderAndWriter<T> {
  /** Fetches one value. */
  readonly read: Reader<T>;
  /** Writes one value. */
  readonly write: Writer<T>;
}

/**
 * Makes a channel that can be read and set, with the same bounds and fault codes both ways. Its
 * reads and writes never overlap.
 *
 * (Hughes, chapter 11: on-demand data I/O, reads and writes with return codes.)
 *
 * @typeParam T The type of the values.
 * @param name A name for tables, plots and errors.
 * @param unit The unit of the values, `""` for none.
 * @param device Fetches and writes one value.
 * @param options Default timeout, pause and clock.
 * @throws {TypeError} If the name is empty.
 * @throws {RangeError} If `timeoutMs` is not a finite number above 0, or `minGapMs` not one >= 0.
 *
 * @example A set point
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * let celsius = 20;
 * const oven = writable("oven.setpoint", "\u00b0C", {
 *   read: () => celsius,
 *   write: (value) => void (celsius = value),
 * });
 * await oven.write(180, { timeoutMs: 500 });
 * strictEqual((await oven.read()).value, 180);
 * ```
 */
export function writable<T extends NonNullable<unknown>>(
  name: string,
  unit: string,
  device: ReaderAndWriter<T>,
  options: ChannelOptions = {},
): WritableChannel<T> {
  return new ReaderWriterChannel(name, unit, device, options);
}

class ReaderWriterChannel<T> extends ReaderChannel<T> implements WritableChannel<T> {
  readonly #writes: Writes<T>;

  constructor(
    name: string,
    unit: string,
    { read, write }: ReaderAndWriter<T>,
    options: ChannelOptions,
  ) {
    super(name, unit, read, options);
    this.#writes = new Writes({ name, unit, writer: write }, this.turns);
  }

  write(value: T, options: ReadOptions = {}): Promise<GoodWriting<T>> {
    return this.#writes.write(value, this.budgetMs(options), options.signal);
  }

  tryWrite(value: T, options: ReadOptions = {}): Promise<Writing<T>> {
    return this.#writes.tryWrite(value, this.budgetMs(options), options.signal);
  }
}
