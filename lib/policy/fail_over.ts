/** When the first source is trusted again. */
export interface FailBackPlan {
  /** So many good probes in a row. Default: 5. */
  readonly good?: number | undefined;
  /** And not sooner than this after the switch to the backup, in ms. Default: 30 s. */
  readonly afterMs?: number | undefined;
}

/**
 * Which of two sources is in use. The backup stays in use until the first has answered several
 * probes in a row and for long enough, so that one that comes and goes is switched to at most once in
 * that time. Told the time, it waits for nothing.
 *
 * A backup that fails itself is left sooner, for a first source that has answered its last probe; but
 * if both come and go, not sooner than a probe's pause after it was left so the last time.
 */
export class FailOver {
  readonly #good: number;
  readonly #afterMs: number;
  #onBackup = false;
  #switchedMs = -Infinity;
  /** When a backup that failed was left before its time. */
  #leftMs = -Infinity;
  #goodProbes = 0;
  #nextProbeMs = -Infinity;

  /** Starts with the first source. */
  constructor({ good = 5, afterMs = 30_000 }: FailBackPlan = {}) {
    if (!(Number.isInteger(good) && good >= 1) || !(afterMs >= 0 && afterMs < Infinity)) {
      throw new RangeError(
        `Cannot fail back: good must be an integer >= 1 and afterMs finite and >= 0, ` +
          `got ${good} and ${afterMs}`,
      );
    }
    this.#good = good;
    this.#afterMs = afterMs;
  }

  /** Whether the backup is in use. */
  get onBackup(): boolean {
    return this.#onBackup;
  }

  /** The backup is in use from now on. */
  switched(nowMs: number): void {
    this.#onBackup = true;
    this.#switchedMs = nowMs;
    this.#goodProbes = 0;
    this.#nextProbeMs = nowMs + this.#pauseMs;
  }

  /** Whether it is time to try the first source; the answer to yes is {@linkcode FailOver.probed}. */
  probeDue(nowMs: number): boolean {
    if (!this.#onBackup || nowMs < this.#nextProbeMs) return false;
    this.#nextProbeMs = Infinity; // one at a time
    return true;
  }

  /**
   * A read has failed. If it was of the backup, and the first source answered its last probe, that one
   * is in use again; if it did not, it is tried at once.
   *
   * @returns Whether the first source is in use again.
   */
  failed(nowMs: number): boolean {
    if (!this.#onBackup) return false;
    if (this.#goodProbes > 0 && nowMs - this.#leftMs >= this.#pauseMs) {
      this.#leftMs = nowMs;
      this.#onBackup = false;
    } else if (this.#nextProbeMs < Infinity) {
      this.#nextProbeMs = -Infinity;
    }
    return !this.#onBackup;
  }

  /**
   * A probe of the first source has ended; `undefined` if it was stopped and tells nothing.
   *
   * @returns Whether the first source is in use again.
   */
  probed(isGood: boolean | undefined, nowMs: number): boolean {
    if (!this.#onBackup) return false; // it is in use again already
    if (isGood !== undefined) this.#goodProbes = isGood ? this.#goodProbes + 1 : 0;
    this.#nextProbeMs = nowMs + this.#pauseMs;
    const isTrusted = this.#goodProbes >= this.#good && nowMs - this.#switchedMs >= this.#afterMs;
    if (isTrusted) this.#onBackup = false;
    return isTrusted;
  }

  /** The probes are spread evenly over the time, so that a dead source is not asked at every read. */
  get #pauseMs(): number {
    return this.#afterMs / this.#good;
  }
}
