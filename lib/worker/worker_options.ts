import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Overflow } from "../contract/overflow.ts";
import type { ReadoutError } from "../base/readout_error.ts";

/** How a worker's readings are handed over. */
export type HandoverChoice = "columns" | "ring";

/** How `acquireInWorker()` works. */
export interface WorkerOptions extends AbortOptions {
  /** The spacing of the grid in ms, at least 0.1. */
  readonly periodMs: number;
  /**
   * What happens to readings that find no room, because the loop here is slower than the worker.
   * There is no default. With `wait`, the worker waits and counts the points of the grid it misses.
   */
  readonly overflow: Overflow;
  /**
   * `columns`: batches of readings change hands; the most readings for the least work, each up to
   * `batchMs` old. `ring`: each reading is written into shared memory, and the loop here is woken;
   * some tens of microseconds old. Default: `columns`.
   */
  readonly handover?: HandoverChoice | undefined;
  /** The most readings in a batch (`columns`), or in the ring (a power of two). Default: 1024. */
  readonly capacity?: number | undefined;
  /** The oldest that a reading in a batch gets before it is handed over, in ms. Default: 50. */
  readonly batchMs?: number | undefined;
  /** Batches under way or waiting on each side (`columns`). Default: 8. */
  readonly batches?: number | undefined;
  /** How late a point of the grid may be served, in ms. Default: 20: short pauses lose nothing. */
  readonly maxLateMs?: number | undefined;
  /** The budget of each read in ms. Default: each channel's own. */
  readonly timeoutMs?: number | undefined;
  /** Ends after this many readings of each channel; a restart begins anew. Default: goes on. */
  readonly count?: number | undefined;
  /** Handed to the rig module's `channels(data)`: plain data. */
  readonly data?: unknown;
  /** How many times a failed worker is started again. Default: 0. */
  readonly restarts?: number | undefined;
  /** Told about each failure that leads to a restart. */
  readonly onRestart?: ((error: ReadoutError) => void) | undefined;
  /** How long a worker may stand still before it counts as dead, in ms: at least 600. Default: 5000. */
  readonly deadAfterMs?: number | undefined;
  /** Whose time bounds the waits here; the worker has its own. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}
