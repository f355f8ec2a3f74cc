import type { Channel } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import { channel } from "../../channel/channel.ts";

/** What a rig measures of itself. */
export interface SelfMeasures {
  /** Readings of its channels so far. */
  readonly reads: () => number;
  /** Of those, bad ones. */
  readonly errors: () => number;
  /** Of those, ones that needed more than one attempt. */
  readonly retries: () => number;
  /** The most that a poll was late since the last reading of this, in ms. */
  readonly latenessMs: () => number;
  /** Readings that wait for a sink. */
  readonly queued: () => number;
  readonly memoryBytes: () => number;
}

/** What a rig measures of itself, as ordinary channels. */
export function selfChannels(measures: SelfMeasures, clock: Clock): Channel<number>[] {
  return [
    channel("readout.reads", "", measures.reads, { clock }),
    channel("readout.errors", "", measures.errors, { clock }),
    channel("readout.retries", "", measures.retries, { clock }),
    channel("readout.lateness", "ms", measures.latenessMs, { clock }),
    channel("readout.queue", "", measures.queued, { clock }),
    channel("readout.memory", "B", measures.memoryBytes, { clock }),
  ];
}
