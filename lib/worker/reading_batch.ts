import type { Fault } from "../contract/fault.ts";
import type { Reading, ReadPath } from "../contract/reading.ts";
import { REASONS, statusOf } from "../base/reasons.ts";

/** A value that can leave a worker: plain data. */
export type PlainValue = number | string | boolean | bigint;

/** What a channel of a worker is called and measures. */
export interface ChannelLabel {
  /** The channel's name. */
  readonly name: string;
  /** The unit of its values. */
  readonly unit: string;
}

/** What does not fit into the columns: a value that is no number, a fault, how it came. */
export interface Extra {
  /** The reading's channel, as its place in the list of labels. */
  readonly channel: number;
  /** The reading's number. */
  readonly seq: number;
  /** The value, if it is not a number. */
  readonly value?: PlainValue;
  /** By which path it came, if it is said. */
  readonly path?: ReadPath;
  /** The standard uncertainty, if it is known. */
  readonly uncertainty?: number;
  /** How old the value is in ms, if it was not measured now. */
  readonly ageMs?: number;
  /** The fault, if there is one. */
  readonly fault?: Fault;
}

/** The name of a column. */
export type Column =
  | "channel"
  | "seq"
  | "wallMs"
  | "monoMs"
  | "tookMs"
  | "value"
  | "reason"
  | "missedTicks"
  | "more";

/** The columns of a batch, in their order in memory. */
export const COLUMNS: readonly Column[] = [
  "channel",
  "seq",
  "wallMs",
  "monoMs",
  "tookMs",
  "value",
  "reason",
  "missedTicks",
  "more",
];

/**
 * What the column `more` says: nothing more, that the path is `first` (the usual one, which would be
 * dear as an extra), or that there is an extra.
 */
export const MORE = { nothing: 0, firstPath: 1, extra: 2 } as const;

/** Finds the extra of a reading. */
export type FindExtra = (channel: number, seq: number) => Extra | undefined;

/**
 * Readings of a worker, as columns of numbers: iterate over it for {@linkcode Reading}s, or use
 * the columns as they are, which costs nothing.
 */
export class ReadingBatch implements Iterable<Reading<PlainValue>> {
  /** How many readings there are. */
  readonly length: number;
  /** What the numbers in the column `channel` stand for. */
  readonly channels: readonly ChannelLabel[];
  readonly #cells: Float64Array;
  readonly #capacity: number;
  readonly #findExtra: FindExtra;

  /** Made by `acquireInWorker()`. */
  constructor(
    channels: readonly ChannelLabel[],
    cells: Float64Array,
    length: number,
    findExtra: FindExtra,
  ) {
    this.channels = channels;
    this.length = length;
    this.#cells = cells;
    this.#capacity = cells.length / COLUMNS.length;
    this.#findExtra = findExtra;
  }

  /**
   * One column, without a copy: `value` is in the channel's unit (NaN where the reading is bad or
   * its value is no number), times are in ms, `channel` is a place in `channels`, `reason` one in
   * the list of reasons, and `more` whether `at()` knows more.
   */
  column(name: Column): Float64Array {
    const start = COLUMNS.indexOf(name) * this.#capacity;
    return this.#cells.subarray(start, start + this.length);
  }

  /** One reading as an object. */
  at(index: number): Reading<PlainValue> {
    const cell = (column: number): number => this.#cells[column * this.#capacity + index]!;
    const { name, unit } = this.channels[cell(0)]!;
    const number = cell(5);
    const reason = REASONS[cell(6)]!;
    const status = statusOf(reason);
    const missedTicks = cell(7);
    const more = cell(8);
    const extra = more === MORE.extra ? this.#findExtra(cell(0), cell(1)) : undefined;
    const path = more === MORE.firstPath ? "first" : extra?.path;
    return {
      channel: name,
      seq: cell(1),
      value: status === "bad" ? null : extra?.value ?? number,
      unit,
      wallMs: cell(2),
      monoMs: cell(3),
      tookMs: cell(4),
      ...(missedTicks > 0 ? { missedTicks } : {}),
      ...(path === undefined ? {} : { path }),
      ...(extra?.uncertainty === undefined ? {} : { uncertainty: extra.uncertainty }),
      ...(extra?.ageMs === undefined ? {} : { ageMs: extra.ageMs }),
      ...(extra?.fault ? { fault: extra.fault } : {}),
      status,
      reason,
    } as Reading<PlainValue>;
  }

  /** The readings as objects, oldest first. */
  *[Symbol.iterator](): Iterator<Reading<PlainValue>> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }
}
