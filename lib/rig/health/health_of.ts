import type { RigHealth } from "./rig_health.ts";

/** The health of a rig's parts as the health of the rig. */
export function healthOf(parts: Omit<RigHealth, "isWell">): RigHealth {
  const { channels, instruments, sinks, interlocks, alarms } = parts;
  const isWell = channels.every(({ state, path }) => state === "good" && !isDetour(path)) &&
    instruments.every(({ state }) => state === "connected") &&
    sinks.every(({ state, lost }) => state === "works" && lost === 0) &&
    interlocks.every(({ why }) => why === undefined) && alarms.length === 0;
  return { ...parts, isWell };
}

/** Whether a value comes from elsewhere; a repetition is not worth telling each time. */
export function isDetour(path: string | undefined): boolean {
  return path !== undefined && (path.startsWith("backup:") || path === "held");
}
