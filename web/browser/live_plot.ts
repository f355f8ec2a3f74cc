import type { Cursor, PageModel } from "./page_model.ts";
import { effect, untracked } from "../../lib/deps/preact_signals.ts";
import { uPlot } from "../../lib/deps/uplot.ts";
import type { View } from "./columns.ts";
import { plotLines, plotOptions } from "./plot_options.ts";
import { plotData, type PlotLine } from "./plot_series.ts";
import { scalesOf } from "./plot_scales.ts";

const OUTSIDE = { left: -10, top: -10 };
const EMPTY: View = { times: [], cells: [], doubts: [], breaks: [] };

/** A point may be so far from the pointer to be meant by it. */
const REACH_PIXELS = 12;
const REACH_PERIODS = 5;

/** Draws a page's plot into an element, and keeps it up to date until it is disposed. */
export class LivePlot {
  readonly #box: HTMLElement;
  readonly #model: PageModel;
  readonly #end = new AbortController();
  #uplot: uPlot | undefined;
  #lines: readonly PlotLine[] = [];
  #view: View = EMPTY;
  /** What the time axis shows, in seconds since the Unix epoch. */
  #range: [number, number] = [0, 1];
  #drawnMs = 0;
  #drawnWindowMs = 0;
  /** Where the keyboard put the cursor, in seconds since the Unix epoch. */
  #pinned: number | undefined;

  /** Starts to draw. */
  constructor(box: HTMLElement, model: PageModel) {
    this.#box = box;
    this.#model = model;
    const { signal } = this.#end;
    const stops = [effect(() => this.#build()), effect(() => this.#draw(false))];
    matchMedia("(prefers-color-scheme: dark)")
      .addEventListener("change", () => this.#build(), { signal });
    const resized = new ResizeObserver(() => this.#uplot?.setSize(this.#size()));
    resized.observe(box);
    signal.addEventListener("abort", () => {
      for (const stop of stops) stop();
      resized.disconnect();
      this.#uplot?.destroy();
    });
  }

  /** Moves the cursor by so many points, from the newest one if it is not there yet. */
  moveCursor(points: number): void {
    const { times } = this.#view;
    const first = Math.max(0, times.findIndex((time) => time >= this.#range[0]));
    const from = this.#uplot?.cursor.idx ?? times.length - (points < 0 ? 0 : 1);
    this.#pinned = times[Math.min(times.length - 1, Math.max(first, from + points))];
    this.#placeCursor();
  }

  /** Takes the cursor away. */
  clearCursor(): void {
    this.#pinned = undefined;
    this.#uplot?.setCursor(OUTSIDE);
  }

  /** Ends it. */
  [Symbol.dispose](): void {
    this.#end.abort();
  }

  #size(): { width: number; height: number } {
    return { width: this.#box.clientWidth, height: this.#box.clientHeight };
  }

  /** Some pixels, or some periods, in seconds. */
  #reach(): number {
    const [from, to] = this.#range;
    const pixel = (to - from) / Math.max(1, this.#uplot?.over.clientWidth ?? 1);
    return Math.max(REACH_PIXELS * pixel, REACH_PERIODS * this.#model.setup.value.periodMs / 1000);
  }

  /** A new plot, whenever lines or colours change. */
  #build(): void {
    const { channels } = this.#model.setup.value;
    const plotted = this.#model.plotted.value;
    const scales = scalesOf(channels, plotted.keys());
    this.#uplot?.destroy();
    const lines = this.#lines = plotLines(
      this.#box,
      channels,
      scales,
      plotted,
      this.#model.doubted.value,
    );
    const options = plotOptions(this.#box, scales.units, {
      lines,
      size: this.#size(),
      range: () => this.#range,
      reach: () => this.#reach(),
      onCursor: (uplot) => this.#model.cursor.value = this.#cursorOf(uplot),
    });
    this.#uplot = new uPlot(options, plotData(lines, EMPTY), this.#box);
    this.#uplot.over.addEventListener("mousemove", () => this.#pinned = undefined);
    untracked(() => this.#draw(true)); // new readings are no reason to build it again
  }

  #draw(anew: boolean): void {
    const { lastMs, view } = this.#model.shown.value;
    const windowMs = this.#model.windowMs.value;
    const uplot = this.#uplot;
    if (uplot === undefined || lastMs === -Infinity) return;
    // Less than a pixel further: nothing to see yet.
    const pixelMs = windowMs / Math.max(1, uplot.over.clientWidth);
    const aheadMs = lastMs - this.#drawnMs;
    const isSame = !anew && windowMs === this.#drawnWindowMs;
    if (isSame && aheadMs >= 0 && aheadMs < pixelMs) return;
    this.#drawnMs = lastMs;
    this.#drawnWindowMs = windowMs;
    this.#range = [(lastMs - windowMs) / 1000, lastMs / 1000];
    this.#view = view(lastMs - windowMs);
    uplot.setData(plotData(this.#lines, this.#view));
    if (this.#pinned !== undefined) this.#placeCursor();
  }

  #placeCursor(): void {
    const uplot = this.#uplot;
    if (uplot === undefined || this.#pinned === undefined) return;
    if (this.#pinned < this.#range[0]) return this.clearCursor();
    const [from, to] = this.#range;
    const { clientWidth, clientHeight } = uplot.over;
    const left = (this.#pinned - from) / (to - from) * clientWidth;
    uplot.setCursor({ left: Math.min(left, clientWidth - 0.01), top: clientHeight / 2 });
  }

  #cursorOf(uplot: uPlot): Cursor | null {
    const { cursor, data } = uplot;
    const time = cursor.idx === null || cursor.idx === undefined ? undefined : data[0][cursor.idx];
    if (time === undefined || cursor.left === undefined || cursor.left < 0) return null;
    if (Math.abs(time - uplot.posToVal(cursor.left, "x")) > this.#reach()) return null;
    const values = new Map<number, number | "bad" | "none">();
    const held = new Set<number>();
    const { cells, doubts, breaks } = this.#view;
    for (const [line, { channel }] of this.#lines.entries()) {
      const row = cursor.idxs?.[line + 1] ?? -1;
      const cell = cells[channel]?.[row];
      const none = cell === null && !breaks[row] ? "bad" : "none";
      values.set(channel, cell ?? none);
      if (doubts[channel]?.[row]?.isHeld) held.add(channel);
    }
    return { timeMs: time * 1000, values, held };
  }
}
