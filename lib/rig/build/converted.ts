import type { Channel } from "../../contract/channel.ts";
import type { Reading } from "../../contract/reading.ts";
import { judged } from "../../policy/limits/judged.ts";

/** What a channel is called, and what its values are in. */
export interface Label {
  readonly name: string;
  readonly unit: string;
}

/**
 * The same channel by another name and in another unit.
 *
 * @typeParam T The type of the values.
 * @param source What is read.
 * @param label Its name and unit.
 * @param convert Makes the new value of the old one. Default: it is the same.
 */
export function converted<T>(
  source: Channel<T>,
  { name, unit }: Label,
  convert: (value: T) => T = (value) => value,
): Channel<T> {
  const relabelled = (reading: Reading<T>): Reading<T> =>
    reading.status === "bad"
      ? { ...reading, channel: name, unit }
      : { ...reading, channel: name, unit, value: convert(reading.value) };
  const { read, tryRead } = judged(source, { reading: relabelled });
  return { name, unit, read, tryRead };
}
