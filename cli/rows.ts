import type { Reading } from "../lib/contract/reading.ts";
import { printable } from "../lib/base/printable.ts";
import type { Format } from "./kind.ts";
import { jsonText } from "./json_text.ts";
import { formatQuantity, formatValue } from "./quantity.ts";
import { describeQuality, NO_VALUE } from "./quality_text.ts";
import { padRight, textWidth } from "./text_width.ts";

/** Readings as lines of text. Nothing in them can act on a terminal. */
export interface RowFormat {
  /** What comes before the first row: a line of column names, or nothing. */
  readonly header: string;
  /** One reading, line end included. */
  row(reading: Reading<unknown>): string;
}

/** Makes rows of comma-separated values after RFC 4180, with a header; a bad value is empty. */
export const csvRows: RowFormat = {
  header:
    "time,channel,value,unit,status,reason,seq,took_ms,missed,fault,path,uncertainty,age_ms\n",
  row: (reading) =>
    csvLine([
      new Date(reading.wallMs).toISOString(),
      reading.channel,
      reading.value,
      reading.unit,
      reading.status,
      reading.reason,
      reading.seq,
      Number(reading.tookMs.toFixed(3)), // to the microsecond
      reading.missedTicks ?? 0,
      reading.fault === undefined ? null : `${reading.fault.code}: ${reading.fault.message}`,
      reading.path ?? null,
      reading.uncertainty ?? null,
      reading.ageMs === undefined ? null : Number(reading.ageMs.toFixed(3)),
    ]),
};

/** Makes one JSON object a line: the reading itself, every property of it. */
export const jsonRows: RowFormat = { header: "", row: jsonLine };

/**
 * Makes rows for people.
 *
 * @param names The channels' names: their column is as wide as the longest.
 * @param forPeople Whether on a terminal: no time, bytes with a prefix (`3.21 GB`).
 */
export function textRows(names: readonly string[], forPeople: boolean): RowFormat {
  const width = Math.max(0, ...names.map((name) => textWidth(printable(name))));
  return {
    header: "",
    row(reading): string {
      const time = forPeople ? "" : `${new Date(reading.wallMs).toISOString()}  `;
      const name = padRight(printable(reading.channel), width);
      return `${time}${name}  ${valueText(reading, forPeople)}\n`;
    },
  };
}

/** The rows that an option `--format` asks for. */
export function rowsOf(format: Format, names: readonly string[], forPeople: boolean): RowFormat {
  switch (format) {
    case "table":
      return textRows(names, forPeople);
    case "csv":
      return csvRows;
    case "jsonl":
      return jsonRows;
  }
}

/** One line of comma-separated values; a text that a spreadsheet would take for a formula is not. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(csvCell).join(",")}\n`;
}

/** A value as JSON on one line; what could act on a terminal is escaped, and nothing is lost. */
export function jsonLine(value: unknown): string {
  return `${jsonText(value)}\n`;
}

function valueText(reading: Reading<unknown>, forPeople: boolean): string {
  if (reading.status === "bad") return `${NO_VALUE}  ${describeQuality(reading)}`;
  const { value, unit } = forPeople
    ? formatQuantity(reading.value, reading.unit)
    : { value: formatValue(reading.value), unit: printable(reading.unit) };
  const text = unit === "" ? value : `${value} ${unit}`;
  const quality = describeQuality(reading);
  return quality === "good" ? text : `${text}  ${quality}`;
}

function csvCell(cell: unknown): string {
  if (cell === null) return "";
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  const text = String(cell);
  // CSV formula injection (OWASP): a spreadsheet runs a cell that starts with one of these.
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  const safe = printable(guarded);
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
