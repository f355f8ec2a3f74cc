import type { ReadingBase } from "../contract/reading.ts";

/**
 * Joins streams of readings into one, in the order of their time (`monoMs`).
 *
 * Each stream has to be in order itself. A reading is given as soon as every other stream has
 * shown its next one or has ended, so the slowest stream sets the pace, and nothing is gathered: at
 * most one reading of each stream waits. Leaving the loop leaves every stream.
 *
 * @typeParam R The type of the readings.
 * @param streams What to join.
 *
 * @example Two streams, one order
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { poll, signal } from "@readout/readout";
 *
 * const fast = poll(signal.counter({ name: "fast" }), { periodMs: 10, count: 4 });
 * const slow = poll(signal.counter({ name: "slow" }), { periodMs: 20, count: 2 });
 * const times: number[] = [];
 * for await (const { monoMs } of merge(fast, slow)) times.push(monoMs);
 * deepStrictEqual(times, times.toSorted((a, b) => a - b));
 * ```
 */
export async function* merge<R extends Pick<ReadingBase, "monoMs">>(
  ...streams: readonly AsyncIterable<R>[]
): AsyncGenerator<R, void, undefined> {
  const open = streams.map((stream) => stream[Symbol.asyncIterator]());
  let failed = false;
  try {
    const asked = open.map((iterator) => iterator.next());
    for (;;) {
      const heads = await Promise.all(asked);
      let first: number | undefined;
      for (const [at, head] of heads.entries()) {
        if (head.done) continue;
        if (first === undefined || head.value.monoMs < heads[first]!.value.monoMs) first = at;
      }
      if (first === undefined) return;
      yield heads[first]!.value;
      asked[first] = open[first]!.next();
    }
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    const left = Promise.all(open.map((iterator) => iterator.return?.()));
    if (failed) left.catch(() => {}); // the failure is told at once: one of them may be waiting
    else await left;
  }
}
