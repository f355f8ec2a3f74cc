import type { BreakerState } from "./breaker.ts";
import { RetryShare } from "./retry_share.ts";

/** What a resilient channel has done so far. */
export interface ResilientStats {
  /** Reads that were answered by the first attempt, whichever source was in use. */
  readonly first: number;
  /** Reads that were answered by a repetition. */
  readonly retried: number;
  /** Reads that were answered by an adjusted attempt. */
  readonly adjusted: number;
  /** Reads, of all these, that were answered by the backup. */
  readonly backup: number;
  /** Reads that were answered by a prediction. */
  readonly held: number;
  /** Reads that had no value. */
  readonly failed: number;
  /** Reads that their caller stopped. */
  readonly stopped: number;
  /** Switches to the backup. */
  readonly switches: number;
  /** Switches back. */
  readonly switchesBack: number;
  /** How often the breaker has opened. */
  readonly breakerOpenings: number;
  /** The share of the last hundred reads that needed more than one attempt, from 0 to 1. */
  readonly retryShare: number;
  /** The name of the source in use. */
  readonly source: string;
  /** What the breaker lets through. */
  readonly breaker: BreakerState;
}

/** Counts what a channel does. */
export class Tally {
  held = 0;
  failed = 0;
  stopped = 0;
  switches = 0;
  switchesBack = 0;
  breakerOpenings = 0;
  #first = 0;
  #retried = 0;
  #adjusted = 0;
  #backup = 0;
  readonly #share = new RetryShare();

  /** The share of reads that needed more than one attempt. */
  get share(): number {
    return this.#share.share;
  }

  /**
   * Counts a read that was made.
   *
   * @param wasRetried Whether it needed more than one attempt.
   * @param path By which path its value came, if it has one.
   * @returns Whether the channel has begun to live on retries with it.
   */
  count(wasRetried: boolean, path: string | undefined): boolean {
    if (path !== undefined) {
      if (!wasRetried) this.#first++;
      else if (path.includes("adjusted:")) this.#adjusted++;
      else this.#retried++;
      if (path.startsWith("backup:")) this.#backup++;
    }
    return this.#share.count(wasRetried);
  }

  /** The counts now. */
  snapshot(source: string, breaker: BreakerState): ResilientStats {
    const { held, failed, stopped, switches, switchesBack, breakerOpenings } = this;
    return Object.freeze({
      ...{ first: this.#first, retried: this.#retried, adjusted: this.#adjusted },
      ...{ backup: this.#backup, held, failed, stopped, switches, switchesBack, breakerOpenings },
      ...{ retryShare: this.share, source, breaker },
    });
  }
}
