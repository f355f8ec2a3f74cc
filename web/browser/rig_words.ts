import type { WireAlarm, WireProblem, WireRig } from "../wire.ts";
import { formatSince, formatValue } from "./format_value.ts";

/** The phases in words. */
export const PHASES: Readonly<Record<WireAlarm["phase"], string>> = {
  active: "not acknowledged",
  acknowledged: "acknowledged",
  returned: "over, not acknowledged",
};

/** How many alarms there are, and whether anybody knows; `""` if there are none. */
export function alarmCount({ alarms, moreAlarms }: WireRig): string {
  const all = alarms.length + moreAlarms;
  if (all === 0) return "";
  const unknown = alarms.filter(({ phase }) => phase !== "acknowledged").length + moreAlarms;
  return `${count(all)}, ${unknown === 0 ? "all acknowledged" : `${unknown} not acknowledged`}`;
}

/** What an alarm is about: `high alarm: 91 degC, limit 90 degC`. */
export function alarmWords({ name, value, limit, unit }: WireAlarm): string {
  const figures = [
    ...(value === null ? [] : [quantity(value, unit)]),
    ...(limit === null ? [] : [`limit ${quantity(limit, unit)}`]),
  ];
  const what = name.replace("-", " ");
  return figures.length === 0 ? what : `${what}: ${figures.join(", ")}`;
}

/** Since when something has not worked, and why. */
export function problemWords([, sinceWallMs, why]: WireProblem, nowWallMs: number): string {
  const since = sinceWallMs === null ? [] : [`since ${formatSince(sinceWallMs, nowWallMs)}`];
  return [...since, ...(why === null ? [] : [why])].join(": ");
}

/** The title of the page: alarms are seen in a tab that is not. */
export function titleOf(rig: WireRig | null): string {
  const all = rig === null ? 0 : rig.alarms.length + rig.moreAlarms;
  return all === 0 ? "Readout" : `${count(all)} \u2013 Readout`;
}

function count(alarms: number): string {
  return `${alarms} ${alarms === 1 ? "alarm" : "alarms"}`;
}

function quantity(value: number | string, unit: string): string {
  return `${formatValue(value)} ${unit}`.trimEnd();
}
