import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Waveform } from "./waveform.ts";
import { channel } from "../../channel/channel.ts";
import { systemClock } from "../../base/system_clock.ts";

/** A signal's name, unit and time. */
export interface SignalOptions {
  /** The channel's name. Default: the signal's, such as `"sine"`. */
  readonly name?: string | undefined;
  /** The unit of its values. Default: `""`. */
  readonly unit?: string | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** A signal that repeats. */
export interface PeriodicOptions extends SignalOptions {
  /** The length of a period in ms, above 0. Default: 10 s. */
  readonly periodMs?: number | undefined;
  /** Half of the span between the lowest and the highest value. Default: 1. */
  readonly amplitude?: number | undefined;
  /** The middle between them. Default: 0. */
  readonly offset?: number | undefined;
}

/** Makes a channel of a waveform; its first period starts now. */
export function periodic(
  defaultName: string,
  wave: Waveform,
  options: PeriodicOptions,
): Channel<number> {
  const { name = defaultName, unit = "", clock = systemClock } = options;
  const { periodMs = 10_000, amplitude = 1, offset = 0 } = options;
  if (!(periodMs > 0 && periodMs < Infinity)) {
    throw new RangeError(`Cannot make ${name}: periodMs must be finite and > 0, got ${periodMs}`);
  }
  const startMs = clock.nowMs();
  const read = (): number => {
    const periods = (clock.nowMs() - startMs) / periodMs;
    return offset + amplitude * wave(periods - Math.floor(periods));
  };
  return channel(name, unit, read, { clock });
}
