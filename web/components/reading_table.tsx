/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import { printable } from "../../lib/base/printable.ts";
import { formatAge, formatSpread, formatTime, formatValue } from "../browser/format_value.ts";
import { lineClass } from "../browser/line_style.ts";
import type { PageModel } from "../browser/page_model.ts";
import type { Latest } from "../browser/shown.ts";

/**
 * The newest reading of each channel. On a narrow screen its rows become cards, so the roles are
 * written out: without them they would be lost there.
 */
export function ReadingTable({ model }: { model: PageModel }): JSX.Element {
  const { channels } = model.setup.value;
  const newer = model.newer.value;
  return (
    <table role="table">
      <caption>
        Readings
        {newer === null
          ? <span class="period">{`every ${formatPeriod(model.setup.value.periodMs)}`}</span>
          : <span class="newer">{pausedText(newer)}</span>}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Tag</th>
          <th role="columnheader" scope="col">Unit</th>
          <th role="columnheader" scope="col" class="number">Value</th>
          <th role="columnheader" scope="col">Time</th>
          <th role="columnheader" scope="col">Quality</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {channels.map(({ name, unit }, channel) => {
          const latest = model.shown.value.latest[channel];
          return (
            <tr key={channel} role="row" class={lineClass(model.plotted.value.get(channel))}>
              <th role="rowheader" scope="row">{printable(name, 80)}</th>
              <td role="cell" class="unit">{printable(unit, 20)}</td>
              <td role="cell" class={typeof latest?.value === "string" ? "value text" : "value"}>
                {formatValue(latest?.value ?? null)}
              </td>
              <td role="cell" class="time">{latest && formatTime(latest.wallMs)}</td>
              <td role="cell">{latest && <Quality model={model} unit={unit} latest={latest} />}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** What {@linkcode Quality} shows. */
interface QualityProps {
  readonly model: PageModel;
  readonly unit: string;
  readonly latest: Latest;
}

function Quality({ model, unit, latest }: QualityProps): JSX.Element {
  const { status, reason, path, uncertainty, note, ageMs, arrivedMs } = latest;
  const sinceMs = model.nowMs.value - arrivedMs;
  const stale = model.newer.value === null && sinceMs > model.staleAfterMs.value;
  return (
    <div class="quality">
      <span class={`status ${stale ? "old" : status}`}>{status}</span>
      {reason !== "ok" && <span class="reason">{reason}</span>}
      {path !== null && path !== reason && <span class="path">{printable(path, 80)}</span>}
      {uncertainty !== null && (
        <span class="spread">
          {`\u00b1\u202f${formatSpread(uncertainty)} ${printable(unit, 20)}`}
        </span>
      )}
      {ageMs > 0 && !stale && <span class="age">{`${formatAge(ageMs)} old`}</span>}
      {stale && <span class="stale">{`stale, ${Math.floor((sinceMs + ageMs) / 1_000)} s old`}
      </span>}
      {note !== null && <span class="note">{printable(note, 256)}</span>}
    </div>
  );
}

function formatPeriod(periodMs: number): string {
  return periodMs < 1_000 ? `${periodMs} ms` : `${periodMs / 1_000} s`;
}

function pausedText(newer: number): string {
  return `Paused, ${newer} newer ${newer === 1 ? "reading" : "readings"} waiting`;
}
