import { mapColumn, movingMean, pipeColumns } from "../../lib/acquisition/columns.ts";
import { Observable } from "../../lib/deps/rxjs.ts";
import { bufferCount, map } from "../deps/rxjs.ts";
import { Peer } from "./peers/peer.ts";
import { compare, sayGoal, usPerOp } from "./rounds.ts";

const RXPY = "RxPY map, buffer_with_count(10, 1), map";
const RXJS = "RxJS map, bufferCount(10, 1), map";

/** How many values a second go through map, sliding window of ten, mean. */
export async function run(): Promise<void> {
  await using peer = await Peer.startPython("reactive.py");
  if (peer === undefined) return;
  const rows = await compare({
    title: "Values through map, sliding window of ten, mean",
    figure: "values per second",
    rounds: 9,
    baseline: RXPY,
    variants: {
      [RXPY]: () => peer.figure("rxpy", 4_000),
      "Python plain generators": () => peer.figure("generators", 400_000),
      [RXJS]: () => throughRxjs(500_000),
      "Readout, columns of 100": () => throughColumns(2_000_000, 100),
      "Readout, columns of 1000": () => throughColumns(5_000_000, 1_000),
    },
  });
  sayGoal(rows, "Readout, columns of 100", "at least 500x RxPY", { least: 500 });
  sayGoal(rows, "Readout, columns of 1000", "at least 500x RxPY", { least: 500 });
  sayGoal(rows, RXJS, "at least 100x RxPY", { least: 100 });
  console.log();
}

async function throughRxjs(count: number): Promise<number> {
  let sum = 0;
  const values = new Observable<number>((subscriber) => {
    for (let value = 0; value < count; value++) subscriber.next(value);
    subscriber.complete();
  });
  const means = values.pipe(map((value) => 2 * value), bufferCount(10, 1), map(mean));
  const us = await usPerOp(count, () => means.forEach((value) => void (sum += value)));
  if (!(sum > 0)) throw new Error("values are lost");
  return 1e6 / us;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

async function throughColumns(count: number, batch: number): Promise<number> {
  let means = 0;
  const us = await usPerOp(count, async () => {
    const operators = [mapColumn((value) => 2 * value), movingMean(10)];
    for await (const column of pipeColumns(columns(count, batch), ...operators)) {
      means += column.length;
    }
  });
  if (means !== count - 9) throw new Error("values are lost");
  return 1e6 / us;
}

function* columns(count: number, batch: number): Generator<Float64Array> {
  for (let start = 0; start < count; start += batch) {
    const column = new Float64Array(batch);
    for (let at = 0; at < batch; at++) column[at] = start + at;
    yield column;
  }
}
