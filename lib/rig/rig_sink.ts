import type { AbortOptions } from "../contract/abort_options.ts";
import type { Reading } from "../contract/reading.ts";

/**
 * Where the readings of a rig go: a file, a database, a page. Each has a queue of its own, so that one
 * that is slow or dead holds up nobody.
 *
 * What it is called for is never called for again before the last call has settled.
 */
export interface RigSink {
  /** Its name, for people. */
  readonly name: string;
  /** How many readings may wait for it: an integer >= 1. */
  readonly capacity: number;
  /** Which reading is lost when the queue is full. There is no default. */
  readonly overflow: "drop-oldest" | "drop-newest";
  /** Whether the rig ends, through its safe sequence, if this cannot be kept going. Default: no. */
  readonly core?: boolean | undefined;
  /** How long it may take for one reading before it counts as hung, in ms. Default: 10000. */
  readonly writeTimeoutMs?: number | undefined;
  /** Takes a reading; it has been delivered when this has resolved. */
  write(reading: Reading<unknown>, options: AbortOptions): void | PromiseLike<void>;
  /** Is told, in their place, of readings that it has not got. */
  gap?(gap: SinkGap, options: AbortOptions): void | PromiseLike<void>;
  /** Starts anew after it has failed, before it gets the next reading. */
  restart?(options: AbortOptions): void | PromiseLike<void>;
  /** Finishes what it has been given, when the rig ends. */
  flush?(options: AbortOptions): void | PromiseLike<void>;
  /** Closes it. */
  [Symbol.asyncDispose]?(): PromiseLike<void>;
}

/** Readings that a sink has not got. */
export interface SinkGap {
  /** How many. */
  readonly count: number;
  /** Why: its queue was full, or it failed. */
  readonly why: "queue-full" | "failed";
  /** When the first of them was made, in ms since the Unix epoch. */
  readonly fromWallMs: number;
  /** When the last of them was made. */
  readonly toWallMs: number;
}

/** What became of the readings for a sink. `produced = delivered + lost + queued`, always. */
export interface SinkStats {
  /** Its name. */
  readonly name: string;
  /** Readings that it should get. */
  readonly produced: number;
  /** Readings that it has got. */
  readonly delivered: number;
  /** Readings that it has not got, and will not: the sum of all gaps. */
  readonly lost: number;
  /** Readings that wait, with the one that is under way. */
  readonly queued: number;
  /** How often it was started anew. */
  readonly restarts: number;
}
