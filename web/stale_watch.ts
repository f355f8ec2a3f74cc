import type { Clock } from "../lib/contract/clock.ts";
import type { Reading } from "../lib/contract/reading.ts";
import { Freshness } from "../lib/rig/health/freshness.ts";
import { staleReading } from "../lib/rig/health/stale_reading.ts";

interface Watched {
  /** What was shown last. */
  last: Reading<unknown> | undefined;
  /** How many readings were put in by which it was told as stale. */
  putIn: number;
}

/** What a {@linkcode StaleWatch} is given. */
export interface StaleWatchOptions {
  readonly clock: Clock;
  /** How long a channel may have no new measurement, in ms. */
  readonly staleAfterMs: number;
  /** Shows a reading; what it throws goes to whoever gave the reading, or to `failed`. */
  readonly show: (reading: Reading<unknown>) => void;
  /** Told what `show` threw when nobody had given a reading. */
  readonly failed: (error: unknown) => void;
}

/**
 * Shows readings, and in time, once, a reading that says that a channel is stale, whatever the reason
 * that nothing comes. A value that keeps arriving is fresh, however constant; a late replay of an old
 * one is stale as it comes. That a channel is bad, or held, says more; of one that has never come there
 * is nothing to show.
 */
export class StaleWatch implements Disposable {
  readonly #options: StaleWatchOptions;
  readonly #channels: ReadonlyMap<string, Watched>;
  readonly #fresh: Freshness;

  /** Begins to watch: what has not been read yet counts from now. */
  constructor(
    channels: readonly { readonly name: string }[],
    options: StaleWatchOptions,
  ) {
    const { clock, staleAfterMs, failed } = options;
    this.#options = options;
    this.#channels = new Map(channels.map(({ name }) => {
      return [name, { last: undefined, putIn: 0 }];
    }));
    const all = channels.map(({ name }) => ({ name, staleAfterMs }));
    this.#fresh = new Freshness(clock, all, (name) => {
      try {
        this.#stale(this.#channels.get(name)!);
      } catch (error) {
        failed(error);
      }
    });
  }

  /** Shows a reading, as stale if it is. */
  see(reading: Reading<unknown>): void {
    const watched = this.#channels.get(reading.channel)!;
    this.#fresh.see(reading);
    this.#show(watched, this.#asOfNow({ ...reading, seq: reading.seq + watched.putIn }));
  }

  /** Watches no longer. */
  [Symbol.dispose](): void {
    this.#fresh.stop();
  }

  #asOfNow(reading: Reading<unknown>): Reading<unknown> {
    const { status, reason, monoMs, tookMs, ageMs = 0 } = reading;
    if (status === "bad" || reason === "held") return reading;
    const oldMs = this.#options.clock.nowMs() - (monoMs + tookMs - ageMs);
    if (oldMs <= this.#options.staleAfterMs) return reading;
    return { ...reading, status: "uncertain", reason: "stale", ageMs: oldMs };
  }

  #stale(watched: Watched): void {
    const { last } = watched;
    if (last === undefined || last.status === "bad") return;
    if (last.reason === "held" || last.reason === "stale") return;
    watched.putIn++;
    this.#show(watched, staleReading(last, this.#options.clock));
  }

  #show(watched: Watched, reading: Reading<unknown>): void {
    watched.last = reading;
    this.#options.show(reading);
  }
}
