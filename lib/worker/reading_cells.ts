import type { Reading } from "../contract/reading.ts";
import type { Extra, PlainValue } from "./reading_batch.ts";
import { REASONS } from "../base/reasons.ts";
import { COLUMNS, MORE } from "./reading_batch.ts";

const REASON_INDEX = new Map(REASONS.map((reason, index) => [reason, index]));

/**
 * Writes a reading's numbers into cells that are `stride` apart.
 *
 * @returns What could not be written as a number, or `undefined`.
 */
export function writeReading(
  reading: Reading<unknown>,
  channel: number,
  cells: Float64Array,
  start: number,
  stride: number,
): Extra | undefined {
  const { seq, value, fault, status, path, uncertainty, ageMs } = reading;
  const number = typeof value === "number" ? value : NaN;
  cells[start] = channel;
  cells[start + stride] = seq;
  cells[start + 2 * stride] = reading.wallMs;
  cells[start + 3 * stride] = reading.monoMs;
  cells[start + 4 * stride] = reading.tookMs;
  cells[start + 5 * stride] = number;
  cells[start + 6 * stride] = REASON_INDEX.get(reading.reason)!;
  cells[start + 7 * stride] = reading.missedTicks ?? 0;
  const fits = number === value && status === "good" && (path ?? "first") === "first" &&
    uncertainty === undefined && ageMs === undefined;
  if (fits) {
    cells[start + 8 * stride] = path === undefined ? MORE.nothing : MORE.firstPath;
    return undefined;
  }
  cells[start + 8 * stride] = MORE.extra;
  return {
    channel,
    seq,
    ...(value === null || typeof value === "number" ? {} : { value: plain(value) }),
    ...(path === undefined ? {} : { path }),
    ...(uncertainty === undefined ? {} : { uncertainty }),
    ...(ageMs === undefined ? {} : { ageMs }),
    ...(fault === undefined ? {} : { fault }),
  };
}

/** Turns records, one after another, into columns. */
export function columnsOf(records: Float64Array, length: number): Float64Array {
  const width = COLUMNS.length;
  const columns = new Float64Array(length * width);
  for (let column = 0; column < width; column++) {
    for (let index = 0; index < length; index++) {
      columns[column * length + index] = records[index * width + column]!;
    }
  }
  return columns;
}

function plain(value: unknown): PlainValue {
  switch (typeof value) {
    case "string":
    case "boolean":
    case "bigint":
      return value;
    default:
      return String(value);
  }
}
