/**
 * Turns a column of values into another. It may remember: a stream is given to it batch by batch,
 * in order.
 */
export type ColumnOperator = (values: Float64Array) => Float64Array;

/**
 * Makes an operator that applies a function to each value.
 *
 * @param change Called with each value; NaN stands for a missing one.
 *
 * @example From volts to millivolts
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(mapColumn((v) => 1_000 * v)(Float64Array.of(1, 2)), Float64Array.of(1000, 2000));
 * ```
 */
export function mapColumn(change: (value: number) => number): ColumnOperator {
  return (values) => {
    const changed = new Float64Array(values.length);
    for (let at = 0; at < values.length; at++) changed[at] = change(values[at]!);
    return changed;
  };
}

/** After so many steps a running sum is made anew, so that its rounding cannot add up. */
const RENEW = 1_024;

/**
 * Makes an operator that gives the mean of the last `size` values, from the `size`-th value on. A
 * window with a missing value (NaN) has no mean (NaN).
 *
 * @param size Values in the window: an integer >= 1.
 * @throws {RangeError} If it is not so.
 *
 * @example Across two batches
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const mean = movingMean(2);
 * deepStrictEqual(mean(Float64Array.of(1, 3)), Float64Array.of(2));
 * deepStrictEqual(mean(Float64Array.of(5, 9)), Float64Array.of(4, 7));
 * ```
 */
export function movingMean(size: number): ColumnOperator {
  if (!(Number.isInteger(size) && size >= 1)) {
    throw new RangeError(`Cannot average: size must be an integer >= 1, got ${size}`);
  }
  const ring = new Float64Array(size);
  let place = 0; // of the oldest value
  let filled = 0;
  let missing = 0; // NaN in the window
  let sum = 0; // of the others
  let lost = 0; // what rounding has taken from the sum (Neumaier): a spike must not outlast its window
  let steps = 0;

  function add(value: number): void {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }

  return (values) => {
    const means = new Float64Array(
      Math.max(0, filled + values.length - size + 1 - (filled === size ? 1 : 0)),
    );
    let out = 0;
    for (let at = 0; at < values.length; at++) {
      const value = values[at]!;
      if (filled === size) {
        const oldest = ring[place]!;
        if (Number.isNaN(oldest)) missing--;
        else add(-oldest);
      } else filled++;
      ring[place] = value;
      place = place + 1 === size ? 0 : place + 1;
      if (Number.isNaN(value)) missing++;
      else add(value);
      if (++steps === RENEW) {
        steps = 0;
        sum = 0;
        lost = 0;
        for (let back = 0; back < filled; back++) {
          const kept = ring[back]!;
          if (!Number.isNaN(kept)) add(kept);
        }
      }
      if (filled === size) means[out++] = missing === 0 ? (sum + lost) / size : NaN;
    }
    return means;
  };
}

/**
 * Sends a stream of columns through operators, one after another.
 *
 * @param columns Batches of values in order, such as `batch.column("value")` of a worker with one
 * channel; leaving the loop leaves it.
 * @param operators What to do to each batch.
 *
 * @example A sliding mean of ten, in millivolts
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const batches = [Float64Array.from({ length: 10 }, (_, at) => at), Float64Array.of(10)];
 * const means = pipeColumns(batches, mapColumn((v) => 1_000 * v), movingMean(10));
 * deepStrictEqual(await Array.fromAsync(means), [Float64Array.of(4500), Float64Array.of(5500)]);
 * ```
 */
export async function* pipeColumns(
  columns: AsyncIterable<Float64Array> | Iterable<Float64Array>,
  ...operators: readonly ColumnOperator[]
): AsyncGenerator<Float64Array, void, undefined> {
  for await (const column of columns) {
    let values = column;
    for (const operate of operators) values = operate(values);
    yield values;
  }
}
