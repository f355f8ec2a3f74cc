import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel, ReadingOf } from "../contract/channel.ts";
import type { Reading } from "../contract/reading.ts";

/** How {@linkcode readAll} reads. */
export interface ReadAllOptions extends AbortOptions {
  /** How many channels are read at once: an integer >= 1. Default: all. */
  readonly atOnce?: number | undefined;
  /** The budget of each read in ms, from its own start. Default: each channel's own. */
  readonly timeoutMs?: number | undefined;
}

/** The readings of several channels, in the channels' order. */
export type ReadingsOf<Cs extends readonly Channel<unknown>[]> = {
  -readonly [K in keyof Cs]: ReadingOf<Cs[K]>;
};

/**
 * Reads several channels at the same time, each once, and gives their readings in the channels'
 * order. A read that fails is a bad reading; the others are not disturbed.
 *
 * (Hughes, chapter 11: nonblocking I/O, three tags at once.)
 *
 * @typeParam Cs The types of the channels.
 * @param channels What to read.
 * @param options How many at once, timeout, signal.
 * @returns One reading a channel. Rejects only with `signal.reason`, when the signal aborts.
 * @throws {RangeError} If `atOnce` is not an integer >= 1.
 *
 * @example Two channels at once
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { channel } from "@readout/readout";
 *
 * const volts = channel("volts", "V", () => Promise.resolve(4.2));
 * const state = channel("state", "", () => Promise.resolve("on"));
 * const [v, s] = await readAll([volts, state], { timeoutMs: 500 });
 * deepStrictEqual([v.value, s.value], [4.2, "on"]);
 * ```
 */
export async function readAll<const Cs extends readonly Channel<unknown>[]>(
  channels: Cs,
  options: ReadAllOptions = {},
): Promise<ReadingsOf<Cs>> {
  const { atOnce = channels.length || 1, signal, timeoutMs } = options;
  if (!(Number.isInteger(atOnce) && atOnce >= 1)) {
    throw new RangeError(`Cannot read all: atOnce must be an integer >= 1, got ${atOnce}`);
  }
  const readings: Reading<unknown>[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < channels.length && !signal?.aborted) {
      const at = next++;
      readings[at] = await channels[at]!.tryRead({ signal, timeoutMs });
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, channels.length) }, lane));
  signal?.throwIfAborted();
  return readings as ReadingsOf<Cs>;
}
