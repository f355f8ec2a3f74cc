import type { Alarm } from "../../lib/policy/limits/alarm.ts";
import { printable } from "../../lib/base/printable.ts";
import { clockStepText } from "../../lib/rig/health/clock_watch.ts";
import { headline } from "../../lib/rig/health/health_text.ts";
import { problemsOf } from "../../lib/rig/health/problems_of.ts";
import type { RigHealth } from "../../lib/rig/health/rig_health.ts";
import type { WireAlarm, WireProblem, WireRig } from "../wire.ts";

/** Nobody reads more; the rest is counted. */
const MOST = 50;

/** A rig's health as it travels, at most 60 KiB of it. */
export function wireRig(health: RigHealth): WireRig {
  const { wallMs, isWell, alarms, clockStep } = health;
  const problems = problemsOf(health);
  if (clockStep !== undefined) problems.push({ what: clockStepText(clockStep) });
  return {
    ...{ wallMs, isWell, headline: headline(health) },
    problems: problems.slice(0, MOST).map(({ what, sinceWallMs, why }): WireProblem => [
      printable(what, 200),
      sinceWallMs ?? null,
      why === undefined ? null : printable(why, 400),
    ]),
    moreProblems: Math.max(0, problems.length - MOST),
    alarms: alarms.slice(0, MOST).map(toWire),
    moreAlarms: Math.max(0, alarms.length - MOST),
  };
}

function toWire(alarm: Alarm): WireAlarm {
  const { channel, name, severity, phase, raisedWallMs, limit = null, value, unit } = alarm;
  const shown = value === null || Number.isFinite(value) ? value : String(value);
  const texts = { channel: printable(channel, 80), unit: printable(unit, 20) };
  return { ...texts, name, severity, phase, raisedWallMs, limit, value: shown };
}
