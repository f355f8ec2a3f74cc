import type { WorkerOptions } from "./worker_options.ts";
import { checkGrid } from "../acquisition/grid.ts";
import { systemClock } from "../base/system_clock.ts";

/** The shortest period that a thread of its own keeps, in ms. */
const FINEST_PERIOD_MS = 0.1;

/** A healthy thread shows that it lives at least every half second. */
const SOONEST_DEAD_MS = 600;

/**
 * Refuses what no worker can do, before one is started.
 *
 * @throws {RangeError} Says which number makes no sense.
 */
export function checkWorkerOptions(options: WorkerOptions): void {
  checkGrid({ ...systemClock, finestPeriodMs: FINEST_PERIOD_MS }, options);
  const { capacity = 1, batches = 1, batchMs = 0, count = 0, restarts = 0 } = options;
  check("capacity", capacity, "an integer >= 1", isWhole(capacity, 1));
  if (options.handover === "ring") {
    check("capacity", capacity, "a power of two", Math.log2(capacity) % 1 === 0);
  }
  check("batches", batches, "an integer >= 1", isWhole(batches, 1));
  check("batchMs", batchMs, ">= 0", batchMs >= 0);
  check("count", count, "an integer >= 0", count === Infinity || isWhole(count, 0));
  check("restarts", restarts, "an integer >= 0", restarts === Infinity || isWhole(restarts, 0));
  const { timeoutMs = 1, deadAfterMs = SOONEST_DEAD_MS } = options;
  check("timeoutMs", timeoutMs, "finite and > 0", timeoutMs > 0 && timeoutMs < Infinity);
  check("deadAfterMs", deadAfterMs, `>= ${SOONEST_DEAD_MS}`, deadAfterMs >= SOONEST_DEAD_MS);
}

function isWhole(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}

function check(name: string, value: number, should: string, holds: boolean): void {
  if (!holds) {
    throw new RangeError(`Cannot acquire in a worker: ${name} must be ${should}, got ${value}`);
  }
}
