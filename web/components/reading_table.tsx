/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import { printable } from "../../lib/base/printable.ts";
import { formatAge, formatSpread, formatTime, formatValue } from "../browser/format_value.ts";
import { lineClass } from "../browser/line_style.ts";
import type { PageModel } from "../browser/page_model.ts";
import type { Latest } from "../browser/shown.ts";
import type { WireChannels } from "../wire.ts";

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
          ? <span class="period">{periodText(model.setup.value)}</span>
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
              <td role="cell">
                <Quality model={model} unit={unit} latest={latest} stale={model.isStale(channel)} />
              </td>
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
  readonly latest: Latest | undefined;
  readonly stale: boolean;
}

function Quality({ model, unit, latest, stale }: QualityProps): JSX.Element {
  if (latest === undefined) return <div class="quality">{stale && <Stale />}</div>;
  const { status, reason, path, uncertainty, note, ageMs, arrivedMs } = latest;
  const oldMs = Math.max(0, model.nowMs.value - arrivedMs) + ageMs;
  const isOnlyStale = stale && (status === "good" || reason === "stale");
  return (
    <div class="quality">
      {!isOnlyStale && <span class={`status ${stale ? "old" : status}`}>{status}</span>}
      {stale && <Stale />}
      {reason !== "ok" && reason !== "stale" && <span class="reason">{reason}</span>}
      {path !== null && path !== reason && <span class="path">{printable(path, 80)}</span>}
      {uncertainty !== null && (
        <span class="spread">
          {`\u00b1\u202f${formatSpread(uncertainty)} ${printable(unit, 20)}`}
        </span>
      )}
      {stale
        ? <span class="stale">{`${Math.floor(oldMs / 1_000)} s old`}</span>
        : ageMs > 0 && <span class="age">{`${formatAge(ageMs)} old`}</span>}
      {note !== null && <span class="note">{printable(note, 256)}</span>}
    </div>
  );
}

/** Nothing has come for too long. */
function Stale(): JSX.Element {
  return <span class="status uncertain">stale</span>;
}

/** How often channels are read; nothing if some are read less often than others. */
function periodText({ channels, periodMs }: WireChannels): string {
  if (new Set(channels.map(({ staleAfterMs }) => staleAfterMs)).size > 1) return "";
  return periodMs < 1_000 ? `every ${periodMs} ms` : `every ${periodMs / 1_000} s`;
}

function pausedText(newer: number): string {
  return `Paused, ${newer} newer ${newer === 1 ? "reading" : "readings"} waiting`;
}
