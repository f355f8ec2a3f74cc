import type { AlarmEvent } from "./alarm_phase.ts";

/** The names of a channel's alarms. */
export type AlarmName =
  | "high-alarm"
  | "high-warning"
  | "low-warning"
  | "low-alarm"
  | "no-value"
  | "stale";

/** What a channel is watched for. */
export interface AlarmLimits {
  /** An alarm from here on upwards. */
  readonly highAlarm?: number | undefined;
  /** A warning from here on upwards. */
  readonly highWarning?: number | undefined;
  /** A warning from here on downwards. */
  readonly lowWarning?: number | undefined;
  /** An alarm from here on downwards. */
  readonly lowAlarm?: number | undefined;
  /** How far inside a limit a value has to come back, in the channel's unit. Default: 0. */
  readonly hysteresis?: number | undefined;
  /** How long something has to be wrong, in ms. Default: 0, that is, at once. */
  readonly delayMs?: number | undefined;
  /** How long there may be no new reading, in ms. Default: 3 times `periodMs`, 1 s at least. */
  readonly staleAfterMs?: number | undefined;
  /** How often the channel is read, in ms. Without it and `staleAfterMs` it is never stale. */
  readonly periodMs?: number | undefined;
}

/** A limit on one side. */
export interface SideLimit {
  readonly name: AlarmName;
  readonly side: "high" | "low";
  readonly limit: number;
}

/** The four limits, the severest first. */
export function sideLimits(limits: AlarmLimits): SideLimit[] {
  const all = [
    { name: "high-alarm", side: "high", limit: limits.highAlarm },
    { name: "low-alarm", side: "low", limit: limits.lowAlarm },
    { name: "high-warning", side: "high", limit: limits.highWarning },
    { name: "low-warning", side: "low", limit: limits.lowWarning },
  ] as const;
  return all.filter((one): one is typeof one & { limit: number } => one.limit !== undefined);
}

/**
 * Where a value is as to a limit. NaN passes none: every comparison is one that it fails.
 */
export function placeOf(
  value: number,
  { side, limit }: SideLimit,
  hysteresis: number,
): Exclude<AlarmEvent, "acknowledge"> {
  if (side === "high") {
    if (!(value < limit)) return "wrong";
    return value < limit - hysteresis ? "well" : "between";
  }
  if (!(value > limit)) return "wrong";
  return value > limit + hysteresis ? "well" : "between";
}

/** How long a channel may have no new reading, in ms; infinite if nothing is said. */
export function staleAfterMsOf(
  { staleAfterMs, periodMs }: Pick<AlarmLimits, "staleAfterMs" | "periodMs">,
): number {
  return staleAfterMs ?? (periodMs === undefined ? Infinity : Math.max(1_000, 3 * periodMs));
}

/**
 * Refuses limits that cannot be.
 *
 * @throws {RangeError} If one is NaN, the order is wrong, hysteresis or a time is negative, or no value
 * is inside them all.
 */
export function checkAlarmLimits(channel: string, limits: AlarmLimits): void {
  const { lowAlarm, lowWarning, highWarning, highAlarm, hysteresis = 0, delayMs = 0 } = limits;
  const inOrder = [lowAlarm, lowWarning, highWarning, highAlarm].filter((it) => it !== undefined);
  const isOrdered = inOrder.every((limit, at) => limit >= (inOrder[at - 1] ?? -Infinity));
  if (!isOrdered) {
    throw new RangeError(
      `Cannot watch ${channel}: its limits should rise from lowAlarm to highAlarm, ` +
        `and are ${inOrder.join(", ")}`,
    );
  }
  const staleAfterMs = staleAfterMsOf(limits);
  for (const [name, figure] of Object.entries({ hysteresis, delayMs, staleAfterMs })) {
    if (figure >= 0) continue;
    throw new RangeError(`Cannot watch ${channel}: ${name} must be a number >= 0, got ${figure}`);
  }
  const low = Math.max(lowAlarm ?? -Infinity, lowWarning ?? -Infinity);
  const high = Math.min(highAlarm ?? Infinity, highWarning ?? Infinity);
  if (hysteresis > 0 && !(low + hysteresis < high - hysteresis)) {
    throw new RangeError(
      `Cannot watch ${channel}: no value is inside all its limits by more than its hysteresis, ` +
        `${hysteresis}: an alarm would never return`,
    );
  }
}
