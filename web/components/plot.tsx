/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import { printable } from "../../lib/base/printable.ts";
import { useEffect, useRef } from "../../lib/deps/preact.ts";
import { formatTime, formatValue } from "../browser/format_value.ts";
import { LivePlot } from "../browser/live_plot.ts";
import type { PageModel } from "../browser/page_model.ts";

/** How far keys move the cursor, in points. */
const KEYS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: -10,
  PageDown: 10,
  Home: -Infinity,
  End: Infinity,
};

/** The plot. Its cursor follows the pointer, or the arrow keys while the plot has the focus. */
export function Plot({ model }: { model: PageModel }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<LivePlot | null>(null);
  useEffect(() => {
    const live = plot.current = new LivePlot(box.current!, model);
    return () => live[Symbol.dispose]();
  }, [model]);

  function onKeyDown(event: KeyboardEvent): void {
    const points = KEYS[event.key];
    if (points !== undefined) plot.current?.moveCursor(points);
    else if (event.key === "Escape") plot.current?.clearCursor();
    else return;
    event.preventDefault();
  }

  const { windowMs, cursor, shown, plotted } = model;
  const { lastMs } = shown.value;
  const behindMs = cursor.value === null ? 0 : lastMs - cursor.value.timeMs;
  const hint = lastMs === -Infinity
    ? "Waiting for readings"
    : plotted.value.size === 0
    ? "No channel is plotted: choose one below"
    : undefined;
  return (
    <div class="plot">
      <div
        ref={box}
        class="canvas"
        tabIndex={0}
        role="slider"
        aria-label="Plot cursor, in seconds before the newest reading"
        aria-valuemin={-windowMs.value / 1000}
        aria-valuemax={0}
        aria-valuenow={-behindMs / 1000}
        aria-valuetext={cursorText(model)}
        onKeyDown={onKeyDown}
        onBlur={() => plot.current?.clearCursor()}
      />
      {hint !== undefined && <p class="hint">{hint}</p>}
    </div>
  );
}

function cursorText({ cursor, setup }: PageModel): string {
  if (cursor.value === null) return "No time chosen: use the arrow keys";
  const { timeMs, values, held } = cursor.value;
  const texts = [...values].map(([channel, value]) => {
    const { name, unit } = setup.value.channels[channel]!;
    const text = typeof value === "number" ? `${formatValue(value)} ${unit}` : value;
    return printable(`${name} ${text}`, 120) + (held.has(channel) ? ", held" : "");
  });
  return `${formatTime(timeMs)}: ${texts.join(", ")}`;
}
