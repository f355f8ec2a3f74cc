import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";

/** A channel that must not go stale. */
interface Fresh {
  readonly name: string;
  readonly staleAfterMs: number;
  /** When its newest measurement was made. */
  measuredMs: number;
  isStale: boolean;
}

/**
 * Finds, in time, channels without a new measurement, whatever the reason: one timer, set for the
 * moment at which the first of them would be stale. A late replay of an old value changes nothing.
 */
export class Freshness {
  readonly #clock: Clock;
  readonly #channels: ReadonlyMap<string, Fresh>;
  readonly #onStale: (channel: string) => void;
  #cancelTimer: (() => void) | undefined;

  /** Begins to watch: what has not been measured yet counts from now. */
  constructor(
    clock: Clock,
    channels: readonly { readonly name: string; readonly staleAfterMs: number }[],
    onStale: (channel: string) => void,
  ) {
    const measuredMs = clock.nowMs();
    this.#clock = clock;
    this.#onStale = onStale;
    this.#channels = new Map(channels.map(({ name, staleAfterMs }) => {
      return [name, { name, staleAfterMs, measuredMs, isStale: false }];
    }));
    this.#arm();
  }

  /** Sees a reading. */
  see({ channel, status, monoMs, tookMs, ageMs = 0 }: Reading<unknown>): void {
    const fresh = this.#channels.get(channel);
    if (fresh === undefined || status === "bad") return;
    fresh.measuredMs = Math.max(fresh.measuredMs, monoMs + tookMs - ageMs);
    if (!fresh.isStale) return; // its timer is set for earlier, and then set anew
    fresh.isStale = this.#leftMs(fresh) < 0;
    if (!fresh.isStale) this.#arm();
  }

  /** Whether a channel is stale. */
  isStale(channel: string): boolean {
    return this.#channels.get(channel)?.isStale ?? false;
  }

  /** Watches no longer. */
  stop(): void {
    this.#cancelTimer?.();
  }

  /** How long until it is stale, in ms; below 0 it is. */
  #leftMs({ measuredMs, staleAfterMs }: Fresh): number {
    return measuredMs + staleAfterMs - this.#clock.nowMs();
  }

  #arm(): void {
    this.#cancelTimer?.();
    let leftMs = Infinity;
    for (const fresh of this.#channels.values()) {
      if (!fresh.isStale) leftMs = Math.min(leftMs, this.#leftMs(fresh));
    }
    if (leftMs === Infinity) return;
    this.#cancelTimer = this.#clock.timer(Math.max(0, leftMs) + 1, this.#onTimer);
  }

  readonly #onTimer = (): void => {
    const stale: string[] = [];
    for (const fresh of this.#channels.values()) {
      if (fresh.isStale || this.#leftMs(fresh) >= 0) continue;
      fresh.isStale = true;
      stale.push(fresh.name);
    }
    this.#arm();
    for (const name of stale) this.#onStale(name);
  };
}
