import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { poll } from "../../acquisition/poll.ts";
import type { Liveness } from "../supervise/liveness.ts";

/** A channel that is polled. */
export interface Polled {
  readonly channel: Channel<unknown>;
  readonly periodMs: number;
  /** The budget of a read, in ms. */
  readonly timeoutMs: number;
  /** Whether it must not stand still. */
  readonly critical?: boolean;
}

/** What poll loops need. */
export interface PollDesk {
  readonly clock: Clock;
  readonly liveness: Liveness;
  readonly signal: AbortSignal;
  /** Takes each reading. */
  readonly take: (reading: Reading<unknown>) => void;
}

/**
 * Polls channels, each by its period: those of one period in one loop, so that what can be asked for
 * together is. Resolves when the signal aborts; rejects if a loop cannot go on.
 */
export async function pollLoops(channels: readonly Polled[], desk: PollDesk): Promise<void> {
  const byPeriod = Map.groupBy(channels, ({ periodMs }) => periodMs);
  await Promise.all([...byPeriod].map(([periodMs, group]) => pollLoop(group, periodMs, desk)));
}

async function pollLoop(
  group: readonly Polled[],
  periodMs: number,
  { clock, liveness, signal, take }: PollDesk,
): Promise<void> {
  const loop = `poll every ${periodMs} ms`;
  const longestMs = Math.max(...group.map(({ timeoutMs }) => timeoutMs));
  liveness.watch(loop, 3 * periodMs + longestMs);
  for (const { channel, timeoutMs, critical } of group) {
    if (critical) liveness.watch(`channel ${channel.name}`, 3 * periodMs + timeoutMs);
  }
  const channels = group.map(({ channel }) => channel);
  for await (const reading of poll(channels, { periodMs, signal, clock })) {
    liveness.advanced(loop);
    liveness.advanced(`channel ${reading.channel}`);
    take(reading);
  }
}
