import type { Channel } from "../../../../lib/contract/channel.ts";
import type { Fault } from "../../../../lib/contract/fault.ts";
import type { GoodReading, Reading } from "../../../../lib/contract/reading.ts";
import type { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";

/** A good reading of the channel `oven` at a moment. */
export function at(monoMs: number, value: number): GoodReading<number> {
  const times = { wallMs: 1_000_000 + monoMs, monoMs, tookMs: 0 };
  return { channel: "oven", seq: 0, unit: "C", ...times, value, status: "good", reason: "ok" };
}

/** What `oven` says when it does not answer. */
export function none(monoMs: number, code: Fault["code"] = "timeout.reply"): Reading<number> {
  const fault: Fault = { code, name: "ReadoutError", message: "Cannot read oven" };
  return { ...at(monoMs, 0), value: null, status: "bad", reason: "comm-fail", fault };
}

/** A channel that gives these readings as they are, also those that a channel of ours would not. */
export function giving(...readings: readonly Reading<number>[]): Channel<number> {
  const left = [...readings];
  return {
    name: "oven",
    unit: "C",
    tryRead: () => Promise.resolve(left.shift()!),
    read() {
      const reading = left.shift()!;
      return reading.status === "bad" ? Promise.reject(reading.fault) : Promise.resolve(reading);
    },
  };
}

/** Moves a clock to a moment. */
export async function moveTo(clock: VirtualClock, ms: number): Promise<void> {
  await clock.advance(ms - clock.nowMs());
}
