import { printable } from "../../base/printable.ts";
import type { Alarm } from "../../policy/limits/alarm.ts";
import { clockStepText } from "./clock_watch.ts";
import { type Problem, problemsOf } from "./problems_of.ts";
import type { RigHealth } from "./rig_health.ts";

/**
 * A rig's health in lines of text for people: first how much works, then what is lost, since when and
 * why, then the alarms. Nothing in them can act on a terminal.
 */
export function healthText(health: RigHealth): string[] {
  return [
    headline(health),
    ...problemsOf(health).map((problem) => `  ${problemText(problem, health.wallMs)}`),
    ...health.alarms.map((alarm) => `  ${alarmText(alarm)}`),
    ...(health.clockStep ? [`  ${clockStepText(health.clockStep)}`] : []),
  ];
}

/** The first line alone: `vessel: running, 4 of 5 channels work`. */
export function headline({ rig, phase, channels }: RigHealth): string {
  const count = channels.filter(({ state }) => state === "good").length;
  const all = channels.length;
  const work = count === all ? `all ${all} channels work` : `${count} of ${all} channels work`;
  return printable(`${rig}: ${phase}, ${work}`, 200);
}

/** What does not work, in a line: `oven is stale since 12:00:01Z (5 s): no answer`. */
export function problemText({ what, sinceWallMs, why }: Problem, wallMs: number): string {
  const since = sinceWallMs === undefined
    ? ""
    : ` since ${timeOf(sinceWallMs)} (${ageOf(wallMs - sinceWallMs)})`;
  return printable(`${what}${since}${why === undefined ? "" : `: ${why}`}`, 398);
}

/** An alarm in a line: `alarm oven high-alarm (active) at 12:00:01Z: 91 degC, limit 90 degC`. */
export function alarmText(alarm: Alarm): string {
  const { severity, channel, name, phase, raisedWallMs, value, limit, unit } = alarm;
  const figures = [
    ...(value === null ? [] : [`${figure(value)} ${unit}`.trimEnd()]),
    ...(limit === undefined ? [] : [`limit ${limit} ${unit}`.trimEnd()]),
  ];
  const text = `${severity} ${channel} ${name} (${phase}) at ${timeOf(raisedWallMs)}`;
  return printable(figures.length === 0 ? text : `${text}: ${figures.join(", ")}`, 398);
}

/** A value with six digits: those of a float32 that is shown as a float64 mean nothing. */
function figure(value: number | string): number | string {
  if (typeof value === "string" || Number.isInteger(value)) return value;
  return Number(value.toPrecision(6));
}

/** The time of day; readings and crash files say it in UTC, too. */
function timeOf(wallMs: number): string {
  return `${new Date(wallMs).toISOString().slice(11, 19)}Z`;
}

function ageOf(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1_000));
  if (s < 60) return `${s} s`;
  return s < 3_600 ? `${Math.floor(s / 60)} min` : `${Math.floor(s / 3_600)} h`;
}
