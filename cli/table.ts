import type { Reading } from "../lib/contract/reading.ts";
import { printable } from "../lib/base/printable.ts";
import { faultText, NO_VALUE, qualityText } from "./quality_text.ts";
import { formatAge, formatQuantity } from "./quantity.ts";
import { sparkline } from "./sparkline.ts";
import { clip, padLeft, padRight, textWidth } from "./text_width.ts";

/** What the table shows of one channel. */
export interface TableRow {
  /** The channel's name. */
  readonly name: string;
  /** The channel's unit, shown until there is a reading. */
  readonly unit: string;
  /** The last reading, if there is one. */
  readonly reading: Reading<unknown> | undefined;
  /** How long ago it was really measured, in ms. */
  readonly ageMs: number;
  /** Whether nothing has come for too long. */
  readonly isStale?: boolean;
  /** The last values, `null` for one that is missing. */
  readonly history: readonly (number | null)[];
}

/** The room that a table may take. */
export interface TableStyle {
  /** Width in characters; no line is wider. */
  readonly columns: number;
  /** Height in lines; there are no more. */
  readonly lines: number;
  /** Whether to colour. */
  readonly colour: boolean;
}

/** The text of one line before it has its place; `mark` colours quality and trend. */
interface Cells {
  readonly tag: string;
  readonly value: string;
  readonly unit: string;
  readonly quality: string;
  readonly age: string;
  readonly trend: (width: number) => string;
  readonly mark: Mark;
}

type Mark = keyof typeof SGR;

const SGR = { plain: "", bold: "1", bad: "31", uncertain: "33", good: "32" } as const;

const HEADER: Cells = {
  tag: "Tag",
  value: "Value",
  unit: "Unit",
  quality: "Quality",
  age: "Age",
  trend: () => "Trend",
  mark: "bold",
};

/** Columns that move with every value are hard to read: each has a least width. */
const LEAST = { tag: 8, value: 10, unit: 4, quality: 7, age: 6, trend: 8 } as const;
const TREND_WIDTH = 60;
const GAP = "  ";

/**
 * Draws a table of channels: Tag, Value, Unit, Quality, Age and a sparkline of the last values,
 * in whose place a fault is explained.
 *
 * Too narrow, it leaves out the sparkline, then the age, shortens the tags, and is cut at the
 * right. Too short, it says how many channels are not shown.
 *
 * @returns Lines, each at most `columns` wide, with nothing in them that acts but colours.
 */
export function renderTable(rows: readonly TableRow[], style: TableStyle): string[] {
  const room = Math.max(0, style.lines - 1); // the header takes a line
  const shown = rows.length <= room ? rows : rows.slice(0, Math.max(0, room - 1));
  const cells = [HEADER, ...shown.map(cellsOf)];
  const widths = fit(cells, style.columns);
  const lines = cells.map((line) => renderLine(line, widths, style));
  if (shown.length < rows.length) {
    lines.push(clip(`... and ${rows.length - shown.length} more`, style.columns));
  }
  return lines.slice(0, style.lines);
}

function cellsOf(row: TableRow): Cells {
  const { reading, isStale = false } = row;
  const tag = clip(printable(row.name), 40);
  if (reading === undefined) {
    const unit = clip(printable(row.unit), 12);
    const [quality, mark] = isStale
      ? ["stale", "uncertain"] as const
      : ["waiting", "plain"] as const;
    return { tag, value: "", unit, quality, age: "", trend: () => "", mark };
  }
  const { value, unit } = formatQuantity(reading.value, reading.unit);
  const fault = reading.status === "bad" ? faultText(reading.fault, row.name) : undefined;
  return {
    tag,
    value: reading.status === "bad" ? NO_VALUE : clip(value, 24),
    unit: clip(unit, 12),
    quality: isStale ? staleText(reading) : qualityText(reading),
    age: formatAge(row.ageMs),
    trend: (width) => fault === undefined ? sparkline(row.history, width) : clip(fault, width),
    mark: isStale && reading.status === "good" ? "uncertain" : reading.status,
  };
}

/** What was good is not, when it is too old. */
function staleText(reading: Reading<unknown>): string {
  if (reading.reason === "stale") return qualityText(reading);
  return reading.status === "good" ? "uncertain stale" : `${qualityText(reading)} stale`;
}

type Widths = Record<keyof typeof LEAST, number>;

/** How wide each column is; 0 leaves it out. */
function fit(cells: readonly Cells[], columns: number): Widths {
  function widest(column: Exclude<keyof Widths, "trend">): number {
    return Math.max(LEAST[column], ...cells.map((line) => textWidth(line[column])));
  }
  const widths: Widths = {
    tag: widest("tag"),
    value: widest("value"),
    unit: widest("unit"),
    quality: widest("quality"),
    age: widest("age"),
    trend: 0,
  };
  const left = columns - totalWidth(widths) - GAP.length;
  if (left >= LEAST.trend) return { ...widths, trend: Math.min(left, TREND_WIDTH) };
  if (totalWidth(widths) > columns) widths.age = 0;
  const tooWide = Math.max(0, totalWidth(widths) - columns);
  return { ...widths, tag: Math.max(LEAST.tag, widths.tag - tooWide) };
}

function totalWidth(widths: Widths): number {
  const taken = Object.values(widths).filter((width) => width > 0);
  return taken.reduce((sum, width) => sum + width, 0) + GAP.length * (taken.length - 1);
}

/** Cells are cut to the line's width before they are coloured, so that no colour is cut apart. */
function renderLine(cells: Cells, widths: Widths, style: TableStyle): string {
  const { mark } = cells;
  const bold = mark === "bold" ? "bold" : "plain";
  const columns: readonly (readonly [text: string, mark: Mark])[] = [
    [padRight(clip(cells.tag, widths.tag), widths.tag), bold],
    [padLeft(cells.value, widths.value), bold],
    [padRight(cells.unit, widths.unit), bold],
    [padRight(cells.quality, widths.quality), mark],
    [widths.age > 0 ? padLeft(cells.age, widths.age) : "", bold],
    [widths.trend > 0 ? cells.trend(widths.trend) : "", mark === "good" ? "plain" : mark],
  ];
  let line = "";
  let left = style.columns;
  for (const [text, colour] of columns) {
    if (text === "") continue;
    const cut = clip(line === "" ? text : GAP + text, left);
    left -= textWidth(cut);
    line += style.colour && SGR[colour] !== "" ? `\x1b[${SGR[colour]}m${cut}\x1b[0m` : cut;
  }
  return style.colour ? line : line.trimEnd();
}
