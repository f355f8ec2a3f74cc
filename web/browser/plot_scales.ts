import type { WireChannel } from "../wire.ts";

/** Where a line's axis is; `none` if it has a scale without an axis. */
export type Side = "left" | "right" | "none";

/** How the plotted channels share scales. */
export interface PlotScales {
  /** The units, one scale for each: the first has its axis left, the second right. */
  readonly units: readonly string[];
  /** For each plotted channel the side of its axis. */
  readonly sides: ReadonlyMap<number, Side>;
}

const SIDES: readonly Side[] = ["left", "right"];

/** Channels of one unit share a scale; two units have an axis. */
export function scalesOf(
  channels: readonly WireChannel[],
  plotted: Iterable<number>,
): PlotScales {
  const rising = [...plotted].sort((a, b) => a - b);
  const units = [...new Set(rising.map((channel) => channels[channel]!.unit))];
  const sides = new Map(rising.map((channel) => {
    return [channel, SIDES[units.indexOf(channels[channel]!.unit)] ?? "none"];
  }));
  return { units, sides };
}

/** How far the scale of a unit reaches for these values: percentages never beyond 0 and 100. */
export function scaleLimits(unit: string, min: number, max: number): [number, number] {
  const span = max - min;
  const pad = span > 0 ? span * 0.08 : Math.abs(max) * 0.05 || 1;
  const within = unit === "%" && min >= 0 && max <= 100;
  return within ? [Math.max(0, min - pad), Math.min(100, max + pad)] : [min - pad, max + pad];
}
