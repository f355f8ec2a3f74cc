import type { Fault } from "../contract/fault.ts";
import type { Overflow } from "../contract/overflow.ts";
import type { ChannelLabel, Extra } from "./reading_batch.ts";
import type { RingMemory } from "./shared_ring.ts";

/** Words of the memory that a worker and its owner share. */
export const SHARED = {
  /** Changed and notified to wake the worker. */
  bell: 0,
  /** 1: the worker should end. */
  stop: 1,
  /** Counts the worker's turns: it lives. */
  heartbeat: 2,
  /** Readings lost to the overflow rule. */
  dropped: 3,
  /** How many words there are. */
  words: 4,
} as const;

/** How a worker acquires; plain data. */
export interface Job {
  readonly rigUrl: string;
  /** Handed to the rig module's `channels(data)`. */
  readonly data: unknown;
  readonly periodMs: number;
  readonly maxLateMs: number;
  readonly timeoutMs: number | undefined;
  readonly count: number | undefined;
  readonly overflow: Overflow;
  /** How readings are handed over. */
  readonly handover:
    | {
      readonly kind: "columns";
      readonly readings: number;
      readonly ms: number;
      readonly batches: number;
    }
    | { readonly kind: "ring"; readonly memory: RingMemory };
}

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: "start"; readonly job: Job; readonly shared: SharedArrayBuffer }
  /** The owner's monotonic time, as the answer to `time?`. */
  | { readonly kind: "time"; readonly nowMs: number }
  /** So many batches have been taken; there is room for others. */
  | { readonly kind: "taken"; readonly batches: number };

/** What a worker tells. A full batch of mere numbers comes bare, which takes a third less time. */
export type FromWorker =
  | Float64Array<ArrayBuffer>
  | { readonly kind: "time?" }
  | { readonly kind: "ready"; readonly channels: readonly ChannelLabel[] }
  | {
    readonly kind: "columns";
    readonly cells: Float64Array<ArrayBuffer>;
    readonly length: number;
    readonly extras: readonly Extra[];
  }
  /** For readings that are in the ring, or will be in a moment. */
  | { readonly kind: "extra"; readonly extra: Extra }
  | { readonly kind: "ended" }
  | { readonly kind: "broke"; readonly fault: Fault };
