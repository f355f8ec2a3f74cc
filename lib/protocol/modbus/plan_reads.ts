import type { ReadRequest, UnitRequest } from "./request.ts";
import { LIMITS } from "./limits.ts";

/** A table of a device, by the function that reads it. */
export const TABLES = {
  "coils": "read-coils",
  "discrete-inputs": "read-discrete-inputs",
  "holding-registers": "read-holding-registers",
  "input-registers": "read-input-registers",
} as const;

/** The name of a table. */
export type ModbusTable = "coils" | "discrete-inputs" | "holding-registers" | "input-registers";

/** A piece of a table that somebody wants. */
export interface WantedRead {
  /** The device, 0 to 255. */
  readonly unit: number;
  /** Which of its tables. */
  readonly table: ModbusTable;
  /** The first address, 0 to 65535. */
  readonly address: number;
  /** How many bits or registers, at least 1. */
  readonly count: number;
}

/** How reads may be put together. */
export interface PlanOptions {
  /**
   * How many addresses that nobody wants may be read to save a request. Default: 0, because many
   * devices refuse a read that touches an address they have not got.
   */
  readonly maxGap?: number | undefined;
  /**
   * The most that one request may read, for devices that allow less than the standard. Default, and
   * limit: 2000 bits or 125 registers.
   */
  readonly maxCount?: number | undefined;
}

/** A request, and what of its reply is whose. */
export interface PlannedRead extends UnitRequest<ReadRequest> {
  /** Each wanted item that this request answers. */
  readonly answers: readonly PlannedAnswer[];
}

/** The slice of a reply that answers one wanted item: `values.slice(offset, offset + count)`. */
export interface PlannedAnswer {
  /** The item's index among the wanted ones. */
  readonly wanted: number;
  /** Where it begins in the reply's values. */
  readonly offset: number;
  /** How many values it has. */
  readonly count: number;
}

/**
 * Puts reads together into few requests. Each wanted item is answered by one request, so none is
 * torn between two moments; no request reads from two units or tables.
 *
 * @returns The requests, by units and tables in the order of first wanting, then by address; never
 * more than there are wanted items.
 * @throws {RangeError} If an item or an option is out of its range; the message says what is allowed.
 *
 * @example Two values, one request
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const [read] = planReads([
 *   { unit: 1, table: "holding-registers", address: 12, count: 2 },
 *   { unit: 1, table: "holding-registers", address: 8, count: 2 },
 * ], { maxGap: 4 });
 * deepStrictEqual(read, {
 *   unit: 1,
 *   request: { kind: "read-holding-registers", address: 8, count: 6 },
 *   answers: [{ wanted: 1, offset: 0, count: 2 }, { wanted: 0, offset: 4, count: 2 }],
 * });
 * ```
 */
export function planReads(
  wanted: readonly WantedRead[],
  options: PlanOptions = {},
): PlannedRead[] {
  const { maxGap = 0, maxCount = Infinity } = options;
  if (!(Number.isInteger(maxGap) && maxGap >= 0)) {
    throw new RangeError(`Cannot plan reads: maxGap must be an integer >= 0, got ${maxGap}`);
  }
  if (!(maxCount === Infinity || Number.isInteger(maxCount) && maxCount >= 1)) {
    throw new RangeError(`Cannot plan reads: maxCount must be an integer >= 1, got ${maxCount}`);
  }
  const items = wanted.map((it, index) => {
    const limit = Math.min(maxCount, limitOf(it.table));
    check(it, index, limit);
    return { ...it, index, limit, end: it.address + it.count };
  });
  const groups = Map.groupBy(items, ({ unit, table }) => `${unit} ${table}`);
  return [...groups.values()].flatMap((group) => planGroup(group, maxGap));
}

interface Item extends WantedRead {
  readonly index: number;
  readonly limit: number;
  readonly end: number;
}

/** Items of one unit and table: by address, as many to a request as fit. */
function planGroup(group: readonly Item[], maxGap: number): PlannedRead[] {
  const spans: { start: number; end: number; items: Item[] }[] = [];
  for (const item of group.toSorted((a, b) => a.address - b.address)) {
    const last = spans.at(-1);
    const isNear = last !== undefined && item.address - last.end <= maxGap;
    const end = isNear ? Math.max(last.end, item.end) : item.end;
    if (isNear && end - last.start <= item.limit) {
      last.end = end;
      last.items.push(item);
    } else spans.push({ start: item.address, end: item.end, items: [item] });
  }
  const { unit, table } = group[0]!;
  return spans.map(({ start, end, items }) => ({
    unit,
    request: { kind: TABLES[table], address: start, count: end - start },
    answers: items.map(({ index, address, count }) => {
      return { wanted: index, offset: address - start, count };
    }),
  }));
}

function check({ unit, table, address, count }: WantedRead, index: number, limit: number): void {
  const problem = !isWithin(unit, 0, 255)
    ? `unit must be an integer from 0 to 255, got ${unit}`
    : !isWithin(count, 1, limit)
    ? `count must be an integer from 1 to ${limit} for one request of ${table}, got ${count}`
    : !isWithin(address, 0, LIMITS.addresses - count)
    ? `address must be an integer from 0 to ${LIMITS.addresses - count}, got ${address}`
    : undefined;
  if (problem !== undefined) {
    throw new RangeError(`Cannot plan reads: of item ${index}, ${problem}`);
  }
}

function limitOf(table: ModbusTable): number {
  const isBits = table === "coils" || table === "discrete-inputs";
  return isBits ? LIMITS.readBits : LIMITS.readRegisters;
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
