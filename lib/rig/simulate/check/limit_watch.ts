import type { Reading } from "../../../contract/reading.ts";
import type { Alarm } from "../../../policy/limits/alarm.ts";
import type { LimitsPlan } from "../../channel_plan.ts";
import type { RigHealth } from "../../health/rig_health.ts";
import type { InterlockPlan, Rig } from "../../rig.ts";
import type { Findings } from "./findings.ts";

type AlarmPlan = NonNullable<LimitsPlan["alarm"]>;
type Side = "high" | "highWarning" | "low" | "lowWarning";

/** What each limit of a plan is called as an alarm. */
const ALARMS: Readonly<Record<Side, string>> = {
  high: "high-alarm",
  highWarning: "high-warning",
  low: "low-alarm",
  lowWarning: "low-warning",
};

/** Watches by the readings alone what limits, interlocks and critical channels should lead to. */
export class LimitWatch {
  readonly #channels: Rig["channels"];
  readonly #interlocks: readonly (readonly [string, InterlockPlan])[];
  readonly #findings: Findings;
  /** The channels of which something is expected. */
  readonly #watched: ReadonlySet<string>;
  /** Since when a value is beyond a limit, by the channel and the alarm. */
  readonly #beyondMs = new Map<string, number>();
  #alarms: readonly Alarm[] = [];
  /** The interlocks that are suspended. */
  #suspended: ReadonlySet<string> = new Set();
  /** What has to be so when the channel is read next: it was true of its last reading. */
  readonly #due = new Map<string, () => string | undefined>();

  /** Watches a rig that has not been started. */
  constructor({ channels, interlocks = {} }: Rig, findings: Findings) {
    this.#channels = channels;
    this.#interlocks = Object.entries(interlocks);
    this.#findings = findings;
    this.#watched = new Set([
      ...this.#interlocks.map(([, { channel }]) => channel),
      ...Object.entries(channels).flatMap(([name, { critical, limits }]) => {
        return critical || limits?.alarm ? name : [];
      }),
    ]);
  }

  /** The rig starts, or starts again. */
  begin(): void {
    this.#beyondMs.clear();
    this.#due.clear();
    this.#alarms = [];
    this.#suspended = new Set();
  }

  /** What is wrong now: what was active must not be gone before somebody has seen it. */
  seesAlarms(alarms: readonly Alarm[]): void {
    for (const { channel, name, phase } of this.#alarms) {
      const isThere = alarms.some((it) => it.channel === channel && it.name === name);
      this.#findings.check("limits", isThere || phase !== "active", () => {
        return `${channel}: its ${name} is gone, and nobody has acknowledged it`;
      });
    }
    this.#alarms = alarms;
  }

  /** How the rig is. */
  seesHealth({ interlocks }: RigHealth): void {
    this.#suspended = new Set(interlocks.flatMap(({ name, why }) => why === undefined ? [] : name));
  }

  /** A reading comes, of a rig that is not ending. */
  sees(reading: Reading<unknown>, nowMs: number): void {
    const { channel: name, status, path, value } = reading;
    if (!this.#watched.has(name)) return;
    const plan = this.#channels[name]!;
    const missing = this.#due.get(name)?.();
    if (missing !== undefined) this.#findings.fails("limits", `${name} ${missing}`);
    this.#due.delete(name);
    if (plan.critical && status === "bad") {
      this.#expects(name, () => "is critical, has failed, and the rig goes on");
    }
    for (const [interlock, limits] of this.#interlocks) {
      if (limits.channel === name) this.#interlocked(interlock, limits, reading);
    }
    if (status === "bad" || path === "held" || plan.limits?.alarm === undefined) return;
    this.#raises(name, plan.limits.alarm, value as number, nowMs);
  }

  #expects(name: string, missing: () => string | undefined): void {
    this.#findings.looked("limits");
    const before = this.#due.get(name);
    this.#due.set(name, () => before?.() ?? missing());
  }

  #interlocked(interlock: string, limits: InterlockPlan, reading: Reading<unknown>): void {
    const { then = "safe", suspendAbove = Infinity, suspendBelow = -Infinity } = limits;
    const { channel, status } = reading;
    const value = reading.value as number;
    const isInside = value > suspendBelow && value < suspendAbove;
    if (status === "good" && isInside) return;
    const what = `was ${status}, ${value}, and interlock ${interlock}`;
    this.#expects(channel, () => {
      if (then === "safe") return `${what} has not ended the rig`;
      return this.#suspended.has(interlock) ? undefined : `${what} is not suspended`;
    });
  }

  #raises(name: string, limits: AlarmPlan, value: number, nowMs: number): void {
    for (const [side, alarm] of Object.entries(ALARMS) as [Side, string][]) {
      const limit = limits[side];
      if (limit === undefined) continue;
      const key = `${name}/${alarm}`;
      const isBeyond = side.startsWith("high") ? !(value < limit) : !(value > limit);
      if (!isBeyond) {
        this.#beyondMs.delete(key);
        continue;
      }
      const sinceMs = this.#beyondMs.get(key) ?? nowMs;
      this.#beyondMs.set(key, sinceMs);
      if (nowMs - sinceMs < (limits.delayMs ?? 0)) continue;
      const isRaised = this.#alarms.some((it) => {
        return it.channel === name && it.name === alarm && it.phase !== "returned";
      });
      this.#findings.check("limits", isRaised, () => `${name} is ${value}, and no ${alarm} raised`);
    }
  }
}
