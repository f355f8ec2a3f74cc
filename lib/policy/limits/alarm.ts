import type { AlarmName } from "./alarm_limits.ts";
import type { AlarmPhase } from "./alarm_phase.ts";

/** An alarm that is not clear. */
export interface Alarm {
  /** The channel that is watched. */
  readonly channel: string;
  /** What is wrong. */
  readonly name: AlarmName;
  /** How bad that is. */
  readonly severity: "warning" | "alarm";
  /** Whether it still is, and whether anybody knows. */
  readonly phase: Exclude<AlarmPhase, "clear" | "pending">;
  /** When it was raised, in ms since the Unix epoch. */
  readonly raisedWallMs: number;
  /** The limit, in `unit`; absent if it is about something else. */
  readonly limit?: number;
  /** The value that raised it; `null` if there was none. */
  readonly value: number | null;
  /** The unit of both. */
  readonly unit: string;
}
