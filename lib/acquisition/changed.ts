import type { Reading } from "../contract/reading.ts";

/** How {@linkcode changed} compares. */
export interface ChangedOptions {
  /** A number has changed if it differs by more than this from the last one given. Default: 0. */
  readonly deadband?: number | undefined;
}

/**
 * Gives a channel's reading only if it tells something new: the first, one whose value has changed
 * by more than the deadband since the last one given, one of another quality.
 *
 * Readings of several channels may be mixed; each is compared with the last of its own channel.
 *
 * @typeParam R The type of the readings.
 * @param stream Where they come from; leaving the loop leaves it.
 * @param options The deadband, in the channel's unit.
 * @throws {RangeError} If the deadband is not a number >= 0.
 *
 * @example Only what moves
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { poll, signal } from "@readout/readout";
 *
 * const counter = poll(signal.counter(), { periodMs: 10, count: 7 });
 * const values: (number | null)[] = [];
 * for await (const { value } of changed(counter, { deadband: 2 })) values.push(value);
 * deepStrictEqual(values, [0, 3, 6]);
 * ```
 */
export async function* changed<R extends Reading<unknown>>(
  stream: AsyncIterable<R>,
  options: ChangedOptions = {},
): AsyncGenerator<R, void, undefined> {
  const { deadband = 0 } = options;
  if (!(deadband >= 0)) {
    throw new RangeError(`Cannot compare: deadband must be a number >= 0, got ${deadband}`);
  }
  const last = new Map<string, R>();
  for await (const reading of stream) {
    const before = last.get(reading.channel);
    if (before !== undefined && same(before, reading, deadband)) continue;
    last.set(reading.channel, reading);
    yield reading;
  }
}

function same(before: Reading<unknown>, now: Reading<unknown>, deadband: number): boolean {
  if (before.status !== now.status) return false;
  if (before.status !== "good" && before.reason !== now.reason) return false;
  return typeof before.value === "number" && typeof now.value === "number"
    ? Math.abs(now.value - before.value) <= deadband
    : before.value === now.value;
}
