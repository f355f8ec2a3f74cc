import type { WireChannel } from "../wire.ts";
import { printable } from "../../lib/base/printable.ts";
import { uPlot } from "../../lib/deps/uplot.ts";
import { formatSeconds, formatTicks } from "./format_value.ts";
import { lineColor, lineDash } from "./line_style.ts";
import { type PlotScales, scaleLimits } from "./plot_scales.ts";
import { plotBands, type PlotLine, plotSeries } from "./plot_series.ts";
import type { Selection } from "./selection.ts";

const FONT = "12px system-ui, sans-serif";
const TOP_PX = 26; // room for the units above their axes

/** What a plot needs to know besides its channels. */
export interface PlotSetting {
  readonly lines: readonly PlotLine[];
  readonly size: { readonly width: number; readonly height: number };
  /** What the time axis shows, in seconds since the Unix epoch. */
  readonly range: () => [number, number];
  /** How far from the pointer a point may be, in seconds. */
  readonly reach: () => number;
  /** The cursor has moved, or what lies under it. */
  readonly onCursor: (uplot: uPlot) => void;
}

/** Sets up uPlot: one line for each plotted channel, one scale for each unit, at most two axes. */
export function plotOptions(
  box: HTMLElement,
  units: readonly string[],
  { lines, size, range, reach, onCursor }: PlotSetting,
): uPlot.Options {
  const color = (name: string): string => colorOf(box, name);
  const frame = {
    stroke: color("--quiet"),
    font: FONT,
    grid: { stroke: color("--grid"), width: 1 },
    ticks: { show: false },
  };
  const axes = units.length === 0 ? [""] : units.slice(0, 2);
  return {
    ...size,
    padding: [TOP_PX, axes.length > 1 ? 0 : 12, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { fill: ({ series }, at) => series[at]!.stroke as string },
      hover: { prox: ({ over }) => reach() / (range()[1] - range()[0]) * over.clientWidth },
    },
    scales: {
      x: { time: true, range },
      ...Object.fromEntries(units.map((unit, at) => [scaleKey(at), { range: rangeOf(unit) }])),
    },
    axes: [
      { ...frame, size: 34, space: 80, values: (_, splits) => splits.map(timeTick) },
      ...axes.map((_, at) => ({
        ...frame,
        ...(units.length === 0 ? {} : { scale: scaleKey(at) }),
        side: at === 0 ? 3 : 1,
        grid: { ...frame.grid, show: at === 0 },
        size: axisSize,
        values: (_: uPlot, ticks: number[], _axis: number, _space: number, step: number) => {
          return formatTicks(ticks, step);
        },
      })),
    ],
    series: plotSeries(lines, color("--card")),
    bands: plotBands(lines),
    hooks: {
      setCursor: [onCursor],
      drawAxes: [(uplot) => drawUnits(uplot, axes, color("--quiet"))],
    },
  };
}

/**
 * The lines of the plotted channels.
 *
 * @param box Where the colours are taken from.
 * @param channels All channels.
 * @param scales How the plotted ones share scales.
 * @param plotted What is plotted.
 * @param doubted The channels whose values are not all to be taken as they are.
 */
export function plotLines(
  box: HTMLElement,
  channels: readonly WireChannel[],
  { units, sides }: PlotScales,
  plotted: Selection,
  doubted: ReadonlySet<number>,
): PlotLine[] {
  return [...sides.keys()].map((channel) => {
    const line = plotted.get(channel) ?? 0;
    return {
      channel,
      scale: scaleKey(units.indexOf(channels[channel]!.unit)),
      color: colorOf(box, lineColor(line)),
      dash: lineDash(line),
      isDoubted: doubted.has(channel),
    };
  });
}

function colorOf(box: HTMLElement, property: string): string {
  return getComputedStyle(box).getPropertyValue(property).trim();
}

/** Never the unit itself, which is text from a device. */
function scaleKey(at: number): string {
  return `unit-${at}`;
}

function rangeOf(unit: string): uPlot.Range.Function {
  return (_, min, max) => {
    return Number.isFinite(min) && Number.isFinite(max) ? scaleLimits(unit, min, max) : [0, 1];
  };
}

function timeTick(seconds: number): string {
  return formatSeconds(Math.round(seconds * 1000));
}

function axisSize(_: uPlot, values: string[] | null): number {
  const longest = Math.max(4, ...(values ?? []).map((text) => text?.length ?? 0));
  return 14 + 7 * longest;
}

/** Writes the units above their axes, on the canvas: text can be nothing else there. */
function drawUnits({ ctx, bbox }: uPlot, units: readonly string[], color: string): void {
  const { left, top, width } = bbox;
  const ratio = uPlot.pxRatio;
  ctx.save();
  ctx.font = FONT.replace("12", String(12 * ratio));
  ctx.fillStyle = color;
  ctx.textBaseline = "bottom";
  for (const [at, unit] of units.entries()) {
    ctx.textAlign = at === 0 ? "right" : "left";
    const edge = at === 0 ? left - 5 * ratio : left + width + 5 * ratio;
    ctx.fillText(printable(unit, 8), edge, top - 9 * ratio);
  }
  ctx.restore();
}
