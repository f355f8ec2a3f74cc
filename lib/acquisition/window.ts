/**
 * Gives the last `size` items of a stream, as a window that slides by `step`: what RxJS calls
 * `bufferCount(size, step)`, without the incomplete windows at the end.
 *
 * @typeParam T The type of the items.
 * @param stream Where they come from; leaving the loop leaves it.
 * @param size Items in a window: an integer >= 1.
 * @param step Items from the start of one window to the next: an integer >= 1. Default: 1.
 * @throws {RangeError} If either is not so.
 *
 * @example The last ten points, as a plot shows them
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const windows = await Array.fromAsync(window([1, 2, 3, 4], 2));
 * deepStrictEqual(windows, [[1, 2], [2, 3], [3, 4]]);
 * ```
 */
export async function* window<T>(
  stream: AsyncIterable<T> | Iterable<T>,
  size: number,
  step = 1,
): AsyncGenerator<T[], void, undefined> {
  for (const [name, value] of [["size", size], ["step", step]] as const) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw new RangeError(`Cannot make windows: ${name} must be an integer >= 1, got ${value}`);
    }
  }
  const last: T[] = [];
  let skip = 0; // items between windows that do not touch
  for await (const item of stream) {
    if (skip > 0) {
      skip--;
      continue;
    }
    last.push(item);
    if (last.length < size) continue;
    yield last.slice();
    skip = Math.max(0, step - size);
    last.splice(0, Math.min(step, size));
  }
}
