import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { GoodReading, Reading, UncertainReading } from "../contract/reading.ts";
import { delay } from "../base/delay.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";

/** How {@linkcode readUntil} reads. */
export interface ReadUntilOptions<T> extends AbortOptions {
  /** Pause between the end of one read and the start of the next, in ms. Default: 50. */
  readonly everyMs?: number | undefined;
  /** The budget of the whole, in ms. */
  readonly timeoutMs: number;
  /** What ends it. Default: any reading that has a value. */
  readonly accept?: ((reading: GoodReading<T> | UncertainReading<T>) => boolean) | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Reads a channel again and again until a reading is accepted, with a pause between reads so that
 * the device is never hammered.
 *
 * (Hughes, chapter 11: polled data I/O, 50 ms between checks.)
 *
 * @typeParam T The type of the channel's values.
 * @param channel What to read.
 * @param options Pause, budget, what to accept, signal and clock.
 * @returns The first reading that has a value and is accepted. Rejects with `timeout.total` and the
 * last fault as its cause, or with `signal.reason`.
 * @throws {RangeError} If `timeoutMs` is not finite and above 0, or `everyMs` not finite and >= 0.
 *
 * @example Waiting for a supply to settle
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { signal } from "@readout/readout";
 *
 * const volts = signal.counter({ name: "volts", unit: "V" });
 * const settled = await readUntil(volts, {
 *   everyMs: 1,
 *   timeoutMs: 1_000,
 *   accept: ({ value }) => value >= 3,
 * });
 * strictEqual(settled.value, 3);
 * ```
 */
export async function readUntil<T>(
  channel: Channel<T>,
  options: ReadUntilOptions<T>,
): Promise<GoodReading<T> | UncertainReading<T>> {
  const { everyMs = 50, timeoutMs, accept = () => true, signal, clock = systemClock } = options;
  if (!(everyMs >= 0 && everyMs < Infinity)) {
    throw new RangeError(`Cannot read until: everyMs must be finite and >= 0, got ${everyMs}`);
  }
  const deadlineMs = clock.nowMs() + timeoutMs;
  let leftMs = timeoutMs;
  for (let reads = 1;; reads++) {
    const reading = await channel.tryRead({ signal, timeoutMs: leftMs });
    signal?.throwIfAborted();
    if (reading.status !== "bad" && accept(reading)) return reading;
    leftMs = deadlineMs - clock.nowMs() - everyMs;
    if (leftMs <= 0) throw exhausted(channel, timeoutMs, reads, reading);
    await delay(everyMs, { clock, signal });
  }
}

function exhausted<T>(
  { name }: Channel<T>,
  timeoutMs: number,
  reads: number,
  last: Reading<T>,
): ReadoutError {
  const what = last.status === "bad"
    ? `the last said "${last.fault.message}"`
    : `the last, ${printable(String(last.value), 80)}, was not accepted`;
  const text = `Cannot read ${printable(name)} until it is accepted: ` +
    `${reads} ${reads === 1 ? "read" : "reads"} in ${timeoutMs} ms, ${what}`;
  return new ReadoutError("timeout.total", text, {
    channel: name,
    ...(last.fault ? { cause: new ReadoutError(last.fault.code, last.fault.message) } : {}),
  });
}
