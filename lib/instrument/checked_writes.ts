import type { WritableChannel } from "../contract/writable_channel.ts";

/**
 * The same channel, but a value of which `check` throws is refused at once, by `write()` and
 * `tryWrite()` alike: it never waits for a turn, and nothing is sent.
 *
 * @typeParam T The type of the channel's values.
 * @param channel What is written.
 * @param check Throws a `RangeError` or `TypeError` if a value may not be written.
 *
 * @example
 * ```ts
 * import { throws } from "node:assert/strict";
 * import { writable } from "../channel/writable.ts";
 *
 * const volts = writable("volts", "V", { read: () => 0, write: () => {} });
 * const safe = checkedWrites(volts, (value) => {
 *   if (value > 5) throw new RangeError(`Cannot set volts to ${value}: it should be at most 5`);
 * });
 * throws(() => safe.write(6), RangeError);
 * ```
 */
export function checkedWrites<T>(
  channel: WritableChannel<T>,
  check: (value: T) => void,
): WritableChannel<T> {
  return {
    name: channel.name,
    unit: channel.unit,
    read: (options) => channel.read(options),
    tryRead: (options) => channel.tryRead(options),
    write(value, options) {
      check(value);
      return channel.write(value, options);
    },
    tryWrite(value, options) {
      check(value);
      return channel.tryWrite(value, options);
    },
  };
}
