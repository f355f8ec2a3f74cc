/**
 * How far an alarm is.
 *
 * - `clear`: nothing is wrong
 * - `pending`: something is wrong, but not yet for long enough
 * - `active`: something is wrong, and nobody has acknowledged it
 * - `acknowledged`: something is wrong, and somebody knows
 * - `returned`: all is well again, but nobody has acknowledged that it was not
 */
export type AlarmPhase = "clear" | "pending" | "active" | "acknowledged" | "returned";

/** An alarm's state: its phase, and since when it has been wrong. */
export interface AlarmState {
  readonly phase: AlarmPhase;
  /** Monotonic time at which the present trouble began, in ms; NaN if there is none. */
  readonly sinceMs: number;
}

/**
 * What has happened.
 *
 * - `wrong`: beyond the limit
 * - `between`: neither beyond the limit nor far enough inside; or nothing to go by
 * - `well`: inside the limit by more than the hysteresis
 * - `acknowledge`: somebody has seen it
 */
export type AlarmEvent = "wrong" | "between" | "well" | "acknowledge";

/** The state of an alarm that has never been raised. */
export const CLEAR: AlarmState = Object.freeze({ phase: "clear", sinceMs: NaN });

/**
 * The next state of an alarm that is latched: once it is active, only an acknowledgement and a
 * return, in any order, clear it.
 *
 * @param delayMs How long something has to be wrong before it is an alarm, in ms.
 */
export function nextAlarm(
  state: AlarmState,
  event: AlarmEvent,
  nowMs: number,
  delayMs: number,
): AlarmState {
  const { phase, sinceMs } = state;
  switch (event) {
    case "wrong":
      if (phase === "active" || phase === "acknowledged") return state;
      if (phase === "returned") return { phase: "active", sinceMs: nowMs }; // it is latched already
      if (phase === "clear") return { phase: delayMs > 0 ? "pending" : "active", sinceMs: nowMs };
      return nowMs - sinceMs >= delayMs ? { phase: "active", sinceMs } : state;
    case "between":
      return phase === "pending" ? CLEAR : state;
    case "well":
      if (phase === "active" || phase === "returned") return { phase: "returned", sinceMs };
      return CLEAR;
    case "acknowledge":
      if (phase === "active") return { phase: "acknowledged", sinceMs };
      return phase === "returned" ? CLEAR : state;
  }
}
