/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import { formatSeconds, formatTime } from "../browser/format_value.ts";
import type { PageModel } from "../browser/page_model.ts";

const WINDOWS = [
  { windowMs: 10_000, text: "10 s" },
  { windowMs: 60_000, text: "1 min" },
  { windowMs: 600_000, text: "10 min" },
] as const;

/** Window and pause. */
export function Controls({ model }: { model: PageModel }): JSX.Element {
  const { windowMs, newer, cursor, shown } = model;
  const paused = newer.value !== null;
  return (
    <div class="controls">
      <fieldset class="windows">
        <legend class="hidden">Time window</legend>
        {WINDOWS.map((it) => (
          <label key={it.windowMs}>
            <input
              type="radio"
              name="window"
              value={it.windowMs}
              checked={windowMs.value === it.windowMs}
              onChange={() => windowMs.value = it.windowMs}
            />
            <span>{it.text}</span>
          </label>
        ))}
      </fieldset>
      <button type="button" class="pause" onClick={() => model.togglePause()}>
        {paused ? "Resume" : "Pause"}
      </button>
      <p class="moment">
        {cursor.value !== null
          ? `At ${formatTime(cursor.value.timeMs)}`
          : paused && `Paused at ${formatSeconds(shown.value.lastMs)}`}
      </p>
    </div>
  );
}
