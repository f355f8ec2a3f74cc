import type { Clock } from "../../../contract/clock.ts";

/** Knows when something went wrong at a place last, so that what still may be wrong is known. */
export class Weather {
  /** The place, for people. */
  readonly place: string;
  readonly #clock: Clock;
  readonly #onTrouble: (place: string, what: string) => void;
  readonly #counts = new Map<string, number>();
  #isAway = false;
  #troubledMs = -Infinity;

  /** Makes fine weather. */
  constructor(place: string, clock: Clock, onTrouble: (place: string, what: string) => void) {
    this.place = place;
    this.#clock = clock;
    this.#onTrouble = onTrouble;
  }

  /** How often what happened. */
  get counts(): ReadonlyMap<string, number> {
    return this.#counts;
  }

  /** Whether nothing has gone wrong since a moment of monotonic time. */
  isFineSince(sinceMs: number): boolean {
    return !this.#isAway && this.#troubledMs < sinceMs;
  }

  /** Something goes wrong now, and is over at once; or in so many ms. */
  trouble(what: string, lastsMs = 0): void {
    this.#troubledMs = Math.max(this.#troubledMs, this.#clock.nowMs() + lastsMs);
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    this.#onTrouble(this.place, what);
  }

  /** It goes away, and is gone until {@linkcode Weather.back}. */
  away(what: string): void {
    this.trouble(what);
    this.#isAway = true;
  }

  /** It is back. */
  back(): void {
    this.#isAway = false;
    this.trouble("back");
  }
}
