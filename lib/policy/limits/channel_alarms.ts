import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import {
  type AlarmLimits,
  type AlarmName,
  checkAlarmLimits,
  placeOf,
  type SideLimit,
  sideLimits,
  staleAfterMsOf,
} from "./alarm_limits.ts";
import { type AlarmEvent, type AlarmState, CLEAR, nextAlarm } from "./alarm_phase.ts";
import type { Alarm } from "./alarm.ts";
import type { Usable } from "./judged.ts";

/** One alarm of a channel, and what raised it. */
interface Watched {
  readonly name: AlarmName;
  readonly side: SideLimit | undefined;
  state: AlarmState;
  raised: { readonly wallMs: number; readonly value: number | null };
}

/** The alarms of one channel. */
export class ChannelAlarms {
  readonly #channel: string;
  readonly #unit: string;
  readonly #limits: AlarmLimits;
  readonly #clock: Clock;
  readonly #staleAfterMs: number;
  readonly #watched: readonly Watched[];
  /** When the newest reading with a measurement was made; a late one of before changes nothing. */
  #newestMs: number;

  constructor(channel: string, unit: string, limits: AlarmLimits, clock: Clock) {
    checkAlarmLimits(printable(channel), limits);
    this.#channel = channel;
    this.#unit = unit;
    this.#limits = limits;
    this.#clock = clock;
    this.#staleAfterMs = staleAfterMsOf(limits);
    this.#newestMs = clock.nowMs();
    const raised = { wallMs: NaN, value: null };
    this.#watched = [
      { name: "no-value", side: undefined, state: CLEAR, raised },
      { name: "stale", side: undefined, state: CLEAR, raised },
      ...sideLimits(limits).map((side) => ({ name: side.name, side, state: CLEAR, raised })),
    ];
  }

  /** Sees a reading, or that there was none; tells whether anything in the list has changed. */
  see(reading: Reading<number> | undefined): boolean {
    if (reading?.fault?.code === "aborted") return false; // its caller stopped it
    const seen = reading?.status === "bad" ? undefined : reading;
    let changed = this.look(); // it may have been stale until now, and nobody has asked
    if (seen) {
      const readMs = Math.min(seen.monoMs + seen.tookMs, this.#clock.nowMs());
      this.#newestMs = Math.max(this.#newestMs, readMs - (seen.ageMs ?? 0));
      if (this.look()) changed = true;
    }
    const value = seen?.value ?? null;
    for (const watched of this.#watched) {
      const event = this.#eventOf(watched, seen);
      if (event && this.#next(watched, event, value)) changed = true;
    }
    return changed;
  }

  /** Looks at the time; tells whether anything in the list has changed. */
  look(): boolean {
    const isStale = this.#clock.nowMs() - this.#newestMs > this.#staleAfterMs;
    const stale = this.#watched.find(({ name }) => name === "stale")!;
    return this.#next(stale, isStale ? "wrong" : "well", null, 0);
  }

  /** Somebody has seen them, or one of them: how many there were. */
  acknowledge(name: AlarmName | undefined): number {
    this.look();
    let count = 0;
    for (const watched of this.#watched) {
      if (name !== undefined && watched.name !== name) continue;
      if (this.#next(watched, "acknowledge", null)) count++;
    }
    return count;
  }

  /** Those that are not clear. */
  list(): Alarm[] {
    return this.#watched.flatMap(({ name, side, state: { phase }, raised }) =>
      phase === "clear" || phase === "pending" ? [] : [{
        channel: this.#channel,
        name,
        severity: name.endsWith("warning") ? "warning" : "alarm",
        phase,
        raisedWallMs: raised.wallMs,
        ...(side ? { limit: side.limit } : {}),
        value: raised.value,
        unit: this.#unit,
      }]
    );
  }

  #eventOf({ name, side }: Watched, reading: Usable<number> | undefined): AlarmEvent | undefined {
    if (name === "no-value") return reading ? "well" : "wrong";
    if (side === undefined || reading === undefined || reading.reason === "held") return undefined;
    const place = placeOf(reading.value, side, this.#limits.hysteresis ?? 0);
    return place === "well" && reading.status !== "good" ? "between" : place;
  }

  /** Takes a step; tells whether the list has changed by it. */
  #next(
    watched: Watched,
    event: AlarmEvent,
    value: number | null,
    delayMs = this.#limits.delayMs ?? 0,
  ): boolean {
    const before = watched.state.phase;
    watched.state = nextAlarm(watched.state, event, this.#clock.nowMs(), delayMs);
    const { phase } = watched.state;
    if (phase === before || phase === "pending" || (before === "pending" && phase === "clear")) {
      return false;
    }
    if (phase === "active") watched.raised = { wallMs: this.#clock.wallMs(), value };
    return true;
  }
}
