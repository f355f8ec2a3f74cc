import type { Channel, ReadOptions } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Usable } from "./judged.ts";

/**
 * A channel that asks twice and gives the second reading: implausible if the two are further apart
 * than `within`. For devices whose answers carry no checksum, where a digit can change on its way.
 */
export function readTwice(channel: Channel<number>, within: number, clock: Clock): Channel<number> {
  if (!(within >= 0)) {
    throw new RangeError(`Cannot read twice: within must be a number >= 0, got ${within}`);
  }
  /** What is left for the second; without a budget each has the channel's own. */
  function left(startMs: number, { timeoutMs, signal }: ReadOptions): ReadOptions {
    if (timeoutMs === undefined) return { signal };
    return { timeoutMs: Math.max(Number.MIN_VALUE, timeoutMs - (clock.nowMs() - startMs)), signal };
  }
  function compared(first: Usable<number>, second: Usable<number>): Usable<number> {
    if (Math.abs(first.value - second.value) <= within || second.status !== "good") return second;
    return { ...second, status: "uncertain", reason: "implausible" };
  }
  return {
    name: channel.name,
    unit: channel.unit,
    read(options = {}) {
      const startMs = clock.nowMs();
      return channel.read(options).then(async (first) =>
        compared(first, await channel.read(left(startMs, options)))
      );
    },
    tryRead(options = {}) {
      const startMs = clock.nowMs();
      return channel.tryRead(options).then(async (first) => {
        if (first.status === "bad") return first;
        const second = await channel.tryRead(left(startMs, options));
        return second.status === "bad" ? second : compared(first, second);
      });
    },
  };
}
