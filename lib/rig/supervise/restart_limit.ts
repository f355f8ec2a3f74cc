import type { Clock } from "../../contract/clock.ts";

/** How often a part may be started anew. */
const MOST = 5;
const WITHIN_MS = 60_000;

/**
 * Says when a part that has failed may be started anew: at once, but not more than five times in any
 * minute; after that, every minute, until it works again.
 */
export class RestartLimit {
  readonly #clock: Clock;
  /** When it was, or will be, started: the last five. */
  readonly #startsMs: number[] = [];
  #count = 0;
  #isSlow = false;

  /** Makes a limit for one part. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How often it was started anew. */
  get count(): number {
    return this.#count;
  }

  /** Whether it has failed too often, and is only tried now and then. */
  get isSlow(): boolean {
    return this.#isSlow;
  }

  /** The part works. */
  worked(): void {
    this.#isSlow = false;
  }

  /** The part has failed: how long to wait before it is started anew, in ms. */
  failed(): number {
    const nowMs = this.#clock.nowMs();
    const [oldestMs = -Infinity] = this.#startsMs.length < MOST ? [] : this.#startsMs;
    this.#isSlow ||= nowMs - oldestMs < WITHIN_MS;
    const waitMs = this.#isSlow ? WITHIN_MS : 0;
    this.#startsMs.push(nowMs + waitMs);
    if (this.#startsMs.length > MOST) this.#startsMs.shift();
    this.#count++;
    return waitMs;
  }
}
