/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import { printable } from "../../lib/base/printable.ts";
import { formatValue } from "../browser/format_value.ts";
import type { PageModel } from "../browser/page_model.ts";
import { lineClass } from "../browser/line_style.ts";
import { scalesOf } from "../browser/plot_scales.ts";

/** Chooses what is plotted, and says each line's value: at the plot's cursor, or the newest. */
export function Legend({ model }: { model: PageModel }): JSX.Element {
  const { channels } = model.setup.value;
  const { sides } = scalesOf(channels, model.plotted.value.keys());
  const twoAxes = new Set(sides.values()).size > 1;
  const isDoubted = [...sides.keys()].some((channel) => model.doubted.value.has(channel));
  return (
    <fieldset class="legend">
      <legend class="hidden">Plotted channels</legend>
      {channels.map(({ name, unit }, channel) => {
        if (model.texts.value.has(channel)) return null;
        const side = sides.get(channel);
        return (
          <label key={channel} class={lineClass(model.plotted.value.get(channel))}>
            <input
              type="checkbox"
              aria-label={printable(name, 80)}
              checked={side !== undefined}
              onChange={() => model.toggle(channel)}
            />
            <span class="swatch" />
            <span class="name">{printable(name, 80)}</span>
            {side !== undefined && (
              <span class="value">{valueOf(model, channel)} {printable(unit, 20)}</span>
            )}
            {side !== undefined && twoAxes && <span class="side">{SIDES[side]}</span>}
          </label>
        );
      })}
      {isDoubted && <p class="key">{KEY}</p>}
    </fieldset>
  );
}

const KEY = "Dashed, hollow: held, as nothing could be measured. " +
  "In the band: 95 of 100 values, if the prediction is right.";

const SIDES = { left: "left axis", right: "right axis", none: "own scale" } as const;

function valueOf(model: PageModel, channel: number): string {
  const cursor = model.cursor.value;
  if (cursor === null) return formatValue(model.shown.value.latest[channel]?.value ?? null);
  const value = cursor.values.get(channel) ?? "none";
  return value === "bad" ? "bad" : formatValue(value === "none" ? null : value);
}
