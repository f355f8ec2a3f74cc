/** @jsxRuntime automatic */
/** @jsxImportSource npm:preact@10.29.8 */
import type { JSX } from "../../lib/deps/preact.ts";
import { formatSince } from "../browser/format_value.ts";
import type { PageModel } from "../browser/page_model.ts";
import { alarmCount, alarmWords, PHASES, problemWords } from "../browser/rig_words.ts";
import type { WireAlarm } from "../wire.ts";

/** How the rig is: how much of it works, its alarms, and what does not work; nothing without one. */
export function RigCard({ model }: { model: PageModel }): JSX.Element | null {
  const rig = model.rig.value;
  if (rig === null) return null;
  const nowWallMs = Math.max(rig.wallMs, model.shown.value.lastMs);
  const isOld = model.connection.value !== "live" || model.silent.value;
  const { headline, isWell, alarms, moreAlarms, problems, moreProblems } = rig;
  return (
    <section class="card rig" aria-label="Rig">
      <p class={`headline ${isWell ? "well" : "unwell"}`} role="status">{headline}</p>
      {isOld && <p class="as-of">{`As it was at ${formatSince(nowWallMs, nowWallMs)}`}</p>}
      <p class="alarm-count" role="alert">{alarmCount(rig)}</p>
      {alarms.length > 0 && (
        <ul class="alarms" aria-label="Alarms">
          {alarms.map((alarm) => (
            <AlarmItem
              key={`${alarm.name} ${alarm.channel}`}
              alarm={alarm}
              nowWallMs={nowWallMs}
            />
          ))}
          {moreAlarms > 0 && <li>{`and ${moreAlarms} more`}</li>}
        </ul>
      )}
      {problems.length > 0 && (
        <ul class="problems" aria-label="What does not work">
          {problems.map((problem, at) => (
            <li key={at}>
              <strong>{problem[0]}</strong> <span>{problemWords(problem, nowWallMs)}</span>
            </li>
          ))}
          {moreProblems > 0 && <li>{`and ${moreProblems} more`}</li>}
        </ul>
      )}
    </section>
  );
}

function AlarmItem(
  { alarm, nowWallMs }: { readonly alarm: WireAlarm; readonly nowWallMs: number },
): JSX.Element {
  const { channel, severity, phase, raisedWallMs } = alarm;
  return (
    <li class={phase}>
      <span class={`status ${severity === "alarm" ? "bad" : "uncertain"}`}>{severity}</span>
      <strong>{channel}</strong> <span>{alarmWords(alarm)}</span>{" "}
      <span class="since">{`since ${formatSince(raisedWallMs, nowWallMs)}`}</span>{" "}
      <span class="phase">{PHASES[phase]}</span>
    </li>
  );
}
