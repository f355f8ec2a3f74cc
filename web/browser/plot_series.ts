import type { uPlot } from "../../lib/deps/uplot.ts";
import type { View } from "./columns.ts";
import { strokesOf } from "./strokes.ts";

/** A line of the plot. */
export interface PlotLine {
  /** The channel that it is of. */
  readonly channel: number;
  /** The scale that it belongs to. */
  readonly scale: string;
  /** Its colour, as `#rrggbb`. */
  readonly color: string;
  /** Its dashes. */
  readonly dash: number[];
  /** Whether some of its values are held, or known to be uncertain. */
  readonly isDoubted: boolean;
}

/** Short dashes, which no line has all along. */
const HELD_DASH = [4, 4];
const WIDTH = 1.75;
/** The fan's share of the line's colour, in hexadecimal. */
const FAN_ALPHA = "38";
/** Hollow points closer than this would be a smear. */
const POINT_SPACE_PX = 9;

/**
 * The series of a plot: first what each line has measured, then for each line with doubts the edges
 * of its fan, and what was held.
 *
 * @param lines The lines.
 * @param back The colour behind them, which hollow points show.
 */
export function plotSeries(lines: readonly PlotLine[], back: string): uPlot.Series[] {
  const measured = lines.map(({ scale, color, dash }): uPlot.Series => ({
    scale,
    stroke: color,
    dash,
    width: WIDTH,
    points: { show: false, size: 5, filter: lonePoints },
  }));
  const more = lines.flatMap(({ scale, color, isDoubted }, line) => {
    if (!isDoubted) return [];
    const edge = { scale, width: 0, points: { show: false }, class: "edge" };
    const filter = (uplot: uPlot, held: number): number[] | null => {
      return heldPoints(uplot, held, 1 + line);
    };
    const held: uPlot.Series = {
      scale,
      stroke: color,
      dash: HELD_DASH,
      width: WIDTH,
      points: { show: false, size: 6, width: 1.5, fill: back, filter },
    };
    return [edge, { ...edge }, held];
  });
  return [{}, ...measured, ...more];
}

/** The fans between the edges that {@linkcode plotSeries} has made. */
export function plotBands(lines: readonly PlotLine[]): uPlot.Band[] {
  return lines.filter(({ isDoubted }) => isDoubted).map(({ color }, at) => {
    const high = 1 + lines.length + 3 * at;
    return { series: [high, high + 1], fill: color + FAN_ALPHA };
  });
}

/** What was read, for the series that {@linkcode plotSeries} has made. */
export function plotData(lines: readonly PlotLine[], view: View): uPlot.AlignedData {
  const { times, cells, doubts } = view;
  const more: View["cells"][number][] = [];
  const measured = lines.map(({ channel, isDoubted }) => {
    const column = cells[channel] ?? [];
    if (!isDoubted) return column;
    const strokes = strokesOf(column, doubts[channel]);
    more.push(strokes.high, strokes.low, strokes.held);
    return strokes.measured;
  });
  return [times, ...measured, ...more] as uPlot.AlignedData;
}

/** Good readings with nothing to be joined to, which no line would show. */
function lonePoints(uplot: uPlot, line: number): number[] | null {
  const cells = uplot.data[line]!;
  const lone: number[] = [];
  let before: number | null = null;
  let last = -1; // the newest point that has nothing before it, and nothing after it so far
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at];
    if (cell === undefined) continue;
    if (cell === null) {
      if (last >= 0) lone.push(last);
      last = -1;
    } else {
      last = before === null ? at : -1;
    }
    before = cell;
  }
  if (last >= 0) lone.push(last);
  return lone.length > 0 ? lone : null;
}

/** Values that were not measured, but none that would touch the one before. */
function heldPoints(uplot: uPlot, held: number, measured: number): number[] | null {
  const times = uplot.data[0];
  const spaced: number[] = [];
  let lastPx = -Infinity;
  for (let at = 0; at < times.length; at++) {
    const isHeld = uplot.data[measured]![at] === null && typeof uplot.data[held]![at] === "number";
    if (!isHeld) continue;
    const px = uplot.valToPos(times[at]!, "x");
    if (px - lastPx < POINT_SPACE_PX) continue;
    spaced.push(at);
    lastPx = px;
  }
  return spaced.length > 0 ? spaced : null;
}
