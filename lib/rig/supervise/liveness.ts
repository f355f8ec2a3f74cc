import type { Clock } from "../../contract/clock.ts";

/** Knows whether every loop that must not stand still has advanced lately. */
export class Liveness {
  readonly #clock: Clock;
  readonly #loops = new Map<string, { readonly limitMs: number; aliveMs: number }>();

  /** Watches nothing yet. */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Watches a loop from now on, which has to advance at least every `limitMs`. */
  watch(loop: string, limitMs: number): void {
    this.#loops.set(loop, { limitMs, aliveMs: this.#clock.nowMs() });
  }

  /** A loop has advanced; one that is not watched may say so too. */
  advanced(loop: string): void {
    const watched = this.#loops.get(loop);
    if (watched) watched.aliveMs = this.#clock.nowMs();
  }

  /** A loop has nothing to do until it advances again. */
  rests(loop: string): void {
    const watched = this.#loops.get(loop);
    if (watched) watched.aliveMs = Infinity;
  }

  /** Those that have not advanced in time. */
  wedged(): string[] {
    const nowMs = this.#clock.nowMs();
    return [...this.#loops].flatMap(([name, { limitMs, aliveMs }]) => {
      return nowMs - aliveMs > limitMs ? [name] : [];
    });
  }
}
