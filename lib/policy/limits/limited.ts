import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import { ReadoutError, toFault } from "../../base/readout_error.ts";
import { systemClock } from "../../base/system_clock.ts";
import { staleAfterMsOf } from "./alarm_limits.ts";
import { judged } from "./judged.ts";
import { RateCheck } from "./rate_check.ts";
import { readTwice } from "./read_twice.ts";
import { StuckCheck, type StuckLimits } from "./stuck_check.ts";

/** What a value has to be, to be good. */
export interface ValueLimits {
  /** The engineering range, in the channel's unit; outside it a value is `out-of-range`. */
  readonly range?: { readonly low: number; readonly high: number } | undefined;
  /** The fastest that the quantity can change, in its unit a second; faster is `implausible`. */
  readonly maxRatePerS?: number | undefined;
  /** How long a value may stay the same; longer is `implausible`. */
  readonly stuck?: StuckLimits | undefined;
  /** Reads twice; values further apart than this, in the channel's unit, are `implausible`. */
  readonly readTwice?: { readonly within: number } | undefined;
  /** How old a measurement may be, in ms; older is `stale`. Default: 3 times `periodMs`, 1 s at least. */
  readonly staleAfterMs?: number | undefined;
  /** How often the source measures, in ms. Without it and `staleAfterMs` nothing is stale. */
  readonly periodMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Makes a channel whose readings are good only if their values can be. One that fails a check keeps
 * its value and becomes uncertain: `stale` before `implausible` before `out-of-range`. A value that
 * is NaN or infinite passes no limit, and is bad: `value.invalid`.
 *
 * What was uncertain before is passed on as it is, and teaches the checks nothing.
 *
 * @param channel What is read.
 * @param limits What its values have to be.
 * @throws {RangeError} If a limit cannot be.
 *
 * @example A value outside the range that the sensor is made for
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { channel } from "@readout/readout";
 *
 * const oven = limited(channel("oven", "\u00b0C", () => 1200), { range: { low: 0, high: 300 } });
 * const reading = await oven.read();
 * strictEqual(reading.value, 1200);
 * strictEqual(reading.reason, "out-of-range");
 * ```
 */
export function limited(channel: Channel<number>, limits: ValueLimits): Channel<number> {
  const { range, clock = systemClock, maxRatePerS, stuck, readTwice: twice } = limits;
  if (range && !(range.low <= range.high)) {
    throw new RangeError(
      `Cannot limit ${printable(channel.name)}: range.low must be <= range.high, ` +
        `got ${range.low} and ${range.high}`,
    );
  }
  const staleAfterMs = staleAfterMsOf(limits);
  if (!(staleAfterMs > 0)) {
    throw new RangeError(
      `Cannot limit ${
        printable(channel.name)
      }: staleAfterMs must be a number > 0, got ${staleAfterMs}`,
    );
  }
  const rate = maxRatePerS === undefined ? undefined : new RateCheck(maxRatePerS);
  const still = stuck && new StuckCheck(stuck);
  let seq = 0;

  function judge(reading: Reading<number>): Reading<number> {
    const { status, value } = reading;
    if (status === "bad") return { ...reading, seq: seq++ };
    if (!Number.isFinite(value)) return noNumber(reading, seq++);
    if (status === "uncertain") return { ...reading, seq: seq++ };
    const measuredMs = reading.monoMs + reading.tookMs - (reading.ageMs ?? 0);
    const isStale = clock.nowMs() - measuredMs > staleAfterMs;
    const isPossible = rate?.accepts(value, measuredMs) ?? true;
    const isAlive = still?.accepts(value, measuredMs) ?? true;
    const isInside = range === undefined || (value >= range.low && value <= range.high);
    if (!isStale && isPossible && isAlive && isInside) return { ...reading, seq: seq++ };
    const doubt = isPossible && isAlive ? "out-of-range" : "implausible";
    return { ...reading, seq: seq++, status: "uncertain", reason: isStale ? "stale" : doubt };
  }
  const source = twice ? readTwice(channel, twice.within, clock) : channel;
  return judged(source, { reading: judge });
}

function noNumber(reading: Reading<number>, seq: number): Reading<number> {
  const { channel, unit, wallMs, monoMs, tookMs, value } = reading;
  const text = `Cannot read ${printable(channel)}: ${value} passes no limit`;
  const fault = toFault(new ReadoutError("value.invalid", text, { channel }));
  const times = { wallMs, monoMs, tookMs };
  return { channel, seq, unit, ...times, status: "bad", reason: "sensor-fail", value: null, fault };
}
