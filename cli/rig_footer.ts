import type { Alarm } from "../lib/policy/limits/alarm.ts";
import { alarmText, headline, healthText } from "../lib/rig/health/health_text.ts";
import type { RunningRig } from "../lib/rig/run/running_rig.ts";

/** What acknowledges the alarms. */
export const ACKNOWLEDGE_KEY = "a";

/** The lines below the table of a rig: how it is, its alarms before all else, and what does not work. */
export class RigFooter {
  readonly #running: RunningRig;
  readonly #hasKeys: boolean;
  /** What somebody can have seen. */
  #shown: readonly Alarm[] = [];

  /** Makes the footer of a rig; the key is only told of if there is one to type it on. */
  constructor(running: RunningRig, hasKeys: boolean) {
    this.#running = running;
    this.#hasKeys = hasKeys;
  }

  /** At most so many lines. What does not fit is counted. */
  lines(most: number): readonly string[] {
    const health = this.#running.health();
    const { alarms, phase } = health;
    const isAsked = phase !== "ended" && alarms.some(({ phase }) => phase !== "acknowledged");
    const hint = isAsked && this.#hasKeys
      ? [`  "${ACKNOWLEDGE_KEY}" acknowledges the alarms above`]
      : [];
    const rest = healthText({ ...health, alarms: [] }).slice(1);
    const room = Math.max(1, most - 1 - hint.length); // for alarms
    const shown = this.#shown = alarms.length <= room ? alarms : alarms.slice(0, room - 1);
    const lines = [
      headline(health),
      ...shown.map((alarm) => `  ${alarmText(alarm)}`),
      ...more(alarms.length - shown.length, "alarms"),
      ...hint,
    ];
    const left = most - lines.length;
    if (rest.length <= left) return [...lines, ...rest];
    if (left <= 0) return lines.slice(0, most);
    return [...lines, ...rest.slice(0, left - 1), ...more(rest.length - left + 1, "problems")];
  }

  /** Somebody has seen the alarms that are shown, and no others. */
  acknowledge(): void {
    for (const { channel, name } of this.#shown) this.#running.alarms.acknowledge(channel, name);
  }
}

function more(count: number, what: string): string[] {
  return count > 0 ? [`  ... and ${count} more ${what}`] : [];
}
