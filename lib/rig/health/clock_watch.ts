import type { Clock } from "../../contract/clock.ts";

/** What the wall clock may be off at once, in ms; a clock that is slewed is far below. */
const MOST_MS = 500;

/** A step of the computer's wall clock. */
export interface ClockStep {
  /** By how much it was put forward, in ms; below 0 if it was put back. */
  readonly ms: number;
  /** When that was noticed, by the clock as it is set now, in ms since the Unix epoch. */
  readonly wallMs: number;
  /** The how many-th it is since the rig was started. */
  readonly count: number;
}

/**
 * Notices when the wall clock is put forward or back: it then differs from monotonic time, by which
 * everything is scheduled, by more than it did a moment ago.
 */
export class ClockWatch {
  readonly #clock: Clock;
  #offsetMs: number;
  #last: ClockStep | undefined;

  /** Watches from now on. */
  constructor(clock: Clock) {
    this.#clock = clock;
    this.#offsetMs = clock.wallMs() - clock.nowMs();
  }

  /** The last step, if there was any. */
  get last(): ClockStep | undefined {
    return this.#last;
  }

  /** Looks at the clock; tells of a step since it looked last. */
  look(): ClockStep | undefined {
    const wallMs = this.#clock.wallMs();
    const offsetMs = wallMs - this.#clock.nowMs();
    const ms = Math.round(offsetMs - this.#offsetMs);
    this.#offsetMs = offsetMs;
    if (Math.abs(ms) <= MOST_MS) return undefined;
    return this.#last = { ms, wallMs, count: (this.#last?.count ?? 0) + 1 };
  }
}

/** A step of the wall clock in a line: `the computer's clock was put back by 3600 s, to 12:00:01Z`. */
export function clockStepText({ ms, wallMs }: Pick<ClockStep, "ms" | "wallMs">): string {
  const way = ms > 0 ? "forward" : "back";
  const time = new Date(wallMs).toISOString().slice(11, 19);
  return `the computer's clock was put ${way} by ${Math.abs(ms) / 1_000} s, to ${time}Z`;
}
