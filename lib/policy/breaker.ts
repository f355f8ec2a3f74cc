/** When a channel that fails is no longer asked. */
export interface BreakerPlan {
  /** So many reads failed in a row open it. Default: 5. */
  readonly openAfter?: number | undefined;
  /**
   * How long after that, and after each probe that failed too, one attempt of each source is made, in
   * ms; the last is repeated. Default: 1, 2, 5, 30 s.
   */
  readonly probeMs?: readonly number[] | undefined;
}

/** What a breaker lets through. */
export type BreakerState = "closed" | "open" | "probing";

/**
 * Opens after several failures in a row, so that a device that is gone is not asked with every
 * attempt at every poll, and lets a single one through from time to time. Told the time, it
 * waits for nothing.
 */
export class Breaker {
  readonly #openAfter: number;
  readonly #probeMs: readonly number[];
  #failures = 0;
  #probes = 0;
  #probeAtMs = -Infinity;
  #probing = false;

  /** Makes a closed breaker. */
  constructor({ openAfter = 5, probeMs = [1_000, 2_000, 5_000, 30_000] }: BreakerPlan = {}) {
    if (!(Number.isInteger(openAfter) && openAfter >= 1)) {
      throw new RangeError(
        `Cannot make a breaker: openAfter must be an integer >= 1, got ${openAfter}`,
      );
    }
    if (probeMs.length === 0 || !probeMs.every((ms) => ms > 0 && ms < Infinity)) {
      throw new RangeError(
        `Cannot make a breaker: probeMs must be finite times > 0, got [${probeMs.join(", ")}]`,
      );
    }
    this.#openAfter = openAfter;
    this.#probeMs = probeMs;
  }

  /** What it lets through now. */
  get state(): BreakerState {
    if (this.#failures < this.#openAfter) return "closed";
    return this.#probing ? "probing" : "open";
  }

  /** How long it stays open, in ms. */
  openForMs(nowMs: number): number {
    return this.state === "open" ? Math.max(0, this.#probeAtMs - nowMs) : 0;
  }

  /** A read wants through: all of it, a single attempt as a probe, or not at all. */
  enter(nowMs: number): "all" | "probe" | "refused" {
    if (this.state === "closed") return "all";
    if (this.#probing || nowMs < this.#probeAtMs) return "refused";
    this.#probing = true;
    return "probe";
  }

  /** The read succeeded: the breaker closes. */
  succeeded(): void {
    this.#failures = 0;
    this.#probes = 0;
  }

  /** The read failed. */
  failed(nowMs: number): void {
    if (this.#failures < this.#openAfter) this.#failures++;
    if (this.#failures < this.#openAfter) return;
    const last = this.#probeMs.length - 1;
    this.#probing = false;
    this.#probeAtMs = nowMs + this.#probeMs[Math.min(this.#probes++, last)]!;
  }

  /** The read was stopped by its caller: nothing is known. */
  stopped(): void {
    this.#probing = false;
  }
}
