import type { Channel, ReadCall } from "../../../lib/contract/channel.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import { poll, type PollOptions } from "../../../lib/acquisition/poll.ts";
import { delay } from "../../../lib/base/delay.ts";
import { channel } from "../../../lib/channel/channel.ts";
import type { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

/** A channel whose n-th read takes `tookMs(n)`; notes when each started and how many ran at once. */
export function timed(clock: VirtualClock, name: string, tookMs: (read: number) => number) {
  const starts: number[] = [];
  const seen = { atOnce: 0, most: 0 };
  const reader = async (call: ReadCall): Promise<number> => {
    seen.most = Math.max(seen.most, ++seen.atOnce);
    const read = starts.push(clock.nowMs()) - 1;
    try {
      if (tookMs(read) > 0) await delay(tookMs(read), { clock, signal: call.signal });
      return read;
    } finally {
      seen.atOnce--;
    }
  };
  return { starts, seen, channel: channel(name, "", reader, { clock }) };
}

/** Runs a loop over a poll and keeps what it gave. */
export function run(channels: readonly Channel<number>[], options: PollOptions) {
  const polling = poll(channels, options);
  const readings: Reading<number>[] = [];
  const done = (async () => {
    for await (const reading of polling) readings.push(reading);
  })();
  return { polling, readings, done };
}
