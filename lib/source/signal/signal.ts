import type { Channel } from "../../contract/channel.ts";
import { channel } from "../../channel/channel.ts";
import { seededRandom } from "../../base/seeded_random.ts";
import { systemClock } from "../../base/system_clock.ts";
import { normal } from "./normal.ts";
import { periodic, type PeriodicOptions, type SignalOptions } from "./periodic.ts";
import { sawtoothWave, sineWave, squareWave } from "./waveform.ts";

/** A signal that rises for ever. */
export interface RampOptions extends SignalOptions {
  /** The value at the start. Default: 0. */
  readonly start?: number | undefined;
  /** How much it rises in a second; may be negative. Default: 1. */
  readonly perSecond?: number | undefined;
}

/** A signal of chance. */
export interface RandomOptions extends SignalOptions {
  /** The same seed gives the same values. Default: 1. */
  readonly seed?: number | undefined;
  /** The mean of noise; the first value of a random walk. Default: 0. */
  readonly mean?: number | undefined;
  /** Standard deviation: of the values of noise, of the steps of a random walk. Default: 1. */
  readonly sigma?: number | undefined;
}

/** A signal that counts its reads. */
export interface CounterOptions extends SignalOptions {
  /** The first value. Default: 0. */
  readonly start?: number | undefined;
  /** What each read adds. Default: 1. */
  readonly step?: number | undefined;
}

/**
 * Signal generators: channels that need no device, for trying things out and for tests.
 *
 * Sine, square, sawtooth and ramp follow the clock; noise and random walk are seeded and, like the
 * counter, take one step a read.
 */
export interface Signals {
  /** A sine that starts at its middle and rises. */
  sine(options?: PeriodicOptions): Channel<number>;
  /** High for half a period, then low. */
  square(options?: PeriodicOptions): Channel<number>;
  /** Rises evenly over a period, then falls back at once. */
  sawtooth(options?: PeriodicOptions): Channel<number>;
  /** Rises evenly for ever. */
  ramp(options?: RampOptions): Channel<number>;
  /** Normally distributed noise (white, Gaussian). */
  noise(options?: RandomOptions): Channel<number>;
  /** A sum of normally distributed steps, one a read. */
  randomWalk(options?: RandomOptions): Channel<number>;
  /** Counts reads. */
  counter(options?: CounterOptions): Channel<number>;
}

/**
 * The signal generators.
 *
 * @example The same seed, the same noise
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { signal } from "@readout/readout";
 *
 * const one = await signal.noise({ seed: 7, unit: "V" }).read();
 * const other = await signal.noise({ seed: 7, unit: "V" }).read();
 * strictEqual(one.value, other.value);
 * ```
 */
export const signal: Signals = {
  sine: (options = {}) => periodic("sine", sineWave, options),
  square: (options = {}) => periodic("square", squareWave, options),
  sawtooth: (options = {}) => periodic("sawtooth", sawtoothWave, options),
  ramp(options: RampOptions = {}): Channel<number> {
    const { start = 0, perSecond = 1, clock = systemClock } = options;
    const startMs = clock.nowMs();
    return make("ramp", options, () => start + perSecond * (clock.nowMs() - startMs) / 1_000);
  },
  noise(options: RandomOptions = {}): Channel<number> {
    const { seed = 1, mean = 0, sigma = 1 } = options;
    const random = seededRandom(seed);
    return make("noise", options, () => mean + sigma * normal(random));
  },
  randomWalk(options: RandomOptions = {}): Channel<number> {
    const { seed = 1, mean = 0, sigma = 1 } = options;
    const random = seededRandom(seed);
    let next = mean;
    return make("random-walk", options, () => {
      const value = next;
      next += sigma * normal(random);
      return value;
    });
  },
  counter(options: CounterOptions = {}): Channel<number> {
    const { start = 0, step = 1 } = options;
    let reads = 0;
    return make("counter", options, () => start + step * reads++);
  },
};

function make(defaultName: string, options: SignalOptions, read: () => number): Channel<number> {
  const { name = defaultName, unit = "", clock } = options;
  return channel(name, unit, read, { clock });
}
