import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { Interlock } from "../../policy/limits/interlock.ts";
import type { InterlockPlan } from "../rig.ts";
import type { InterlockHealth } from "./rig_health.ts";

/** What an interlock has to know of the channel that it watches. */
export interface InterlockSource {
  readonly name: string;
  readonly staleAfterMs: number;
}

interface Watched {
  readonly interlock: Interlock;
  readonly plan: InterlockPlan;
  /** Why it was suspended when it was looked at last; before the first reading nobody is told. */
  why: string | undefined;
}

/** What an interlock that has been suspended, or is no longer, is told by. */
export interface InterlockChange {
  readonly name: string;
  readonly then: "safe" | "report";
  /** Why it is suspended; `undefined` if it is no longer. */
  readonly why: string | undefined;
}

/** The interlocks of a rig, which see its readings. */
export class InterlockWatch {
  readonly #watched: Watched[] = [];
  readonly #clock: Clock;
  readonly #onChange: (change: InterlockChange) => void;

  /** Watches nothing yet. */
  constructor(clock: Clock, onChange: (change: InterlockChange) => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /**
   * Watches for an interlock.
   *
   * @throws {RangeError} If its thresholds cannot be.
   */
  add(name: string, plan: InterlockPlan, { staleAfterMs }: InterlockSource): void {
    const interlock = new Interlock(name, { ...plan, staleAfterMs, clock: this.#clock });
    this.#watched.push({ interlock, plan, why: undefined });
  }

  /** Sees a reading of any channel; tells whether an interlock has changed by it. */
  see(reading: Reading<unknown>): boolean {
    return this.#lookAt(reading.channel, ({ interlock }) => {
      interlock.see(reading as Reading<number>);
    });
  }

  /** A channel has had no measurement for too long; tells whether an interlock has changed by it. */
  stale(channel: string): boolean {
    return this.#lookAt(channel, () => {});
  }

  /** How they are. */
  health(): InterlockHealth[] {
    return this.#watched.map(({ interlock: { name, why } }) => {
      return why === undefined ? { name } : { name, why };
    });
  }

  #lookAt(channel: string, see: (watched: Watched) => void): boolean {
    let isChanged = false;
    for (const watched of this.#watched) {
      if (watched.plan.channel !== channel) continue;
      see(watched);
      const { interlock: { name, why }, plan } = watched;
      const isNews = (why === undefined) !== (watched.why === undefined);
      watched.why = why;
      if (!isNews) continue;
      isChanged = true;
      this.#onChange({ name, then: plan.then ?? "safe", why });
    }
    return isChanged;
  }
}
