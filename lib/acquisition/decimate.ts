import type { Reading } from "../contract/reading.ts";

/**
 * Thins a channel's readings: of each `count`, the lowest and the highest, in their order, so that
 * a spike one sample wide still shows. Bad readings, and those that are no number, all stay.
 *
 * Readings of several channels may be mixed; each channel is thinned by itself.
 *
 * @typeParam R The type of the readings.
 * @param stream Where they come from; leaving the loop leaves it.
 * @param count How many readings give two: an integer >= 2.
 * @throws {RangeError} If it is not so.
 *
 * @example Ten become two
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { poll, signal } from "@readout/readout";
 *
 * const counter = poll(signal.counter(), { periodMs: 10, count: 10 });
 * const values: (number | null)[] = [];
 * for await (const { value } of decimate(counter, 10)) values.push(value);
 * deepStrictEqual(values, [0, 9]);
 * ```
 */
export async function* decimate<R extends Reading<unknown>>(
  stream: AsyncIterable<R>,
  count: number,
): AsyncGenerator<R, void, undefined> {
  if (!(Number.isInteger(count) && count >= 2)) {
    throw new RangeError(`Cannot decimate: count must be an integer >= 2, got ${count}`);
  }
  const groups = new Map<string, Group<R>>();
  for await (const reading of stream) {
    const { channel, value } = reading;
    const group = groups.get(channel);
    if (typeof value !== "number") {
      if (group) yield* extremes(group);
      groups.delete(channel);
      yield reading;
    } else if (group === undefined) {
      groups.set(channel, { lowest: reading, highest: reading, size: 1 });
    } else {
      if (value < (group.lowest.value as number)) group.lowest = reading;
      if (value > (group.highest.value as number)) group.highest = reading;
      if (++group.size < count) continue;
      yield* extremes(group);
      groups.delete(channel);
    }
  }
  for (const group of groups.values()) yield* extremes(group);
}

interface Group<R> {
  lowest: R;
  highest: R;
  size: number;
}

function extremes<R extends Reading<unknown>>({ lowest, highest }: Group<R>): readonly R[] {
  if (lowest === highest) return [lowest];
  return lowest.seq < highest.seq ? [lowest, highest] : [highest, lowest];
}
