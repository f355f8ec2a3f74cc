import type { ErrorEntry } from "./error_entry.ts";
import { standardError } from "./standard_error.ts";

/**
 * A device's error queue (SCPI-99, volume 2, 21.8.1): first in, first out. An error for which there
 * is no room is lost, and the newest entry becomes `-350,"Queue overflow"`.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { standardError } from "./standard_error.ts";
 *
 * const queue = new ErrorQueue(2);
 * for (const code of [-113, -222, -224] as const) queue.push(standardError(code));
 * const codes = [queue.shift().code, queue.shift().code, queue.shift().code];
 * deepStrictEqual(codes, [-113, -350, 0]);
 * ```
 */
export class ErrorQueue {
  /** How many entries fit. */
  readonly capacity: number;
  #entries: ErrorEntry[] = [];

  /**
   * Makes an empty queue.
   *
   * @param capacity How many entries fit; the standard asks for 2 at least.
   * @throws {RangeError} If `capacity` is not an integer from 2 to 1024.
   */
  constructor(capacity = 20) {
    if (!(Number.isInteger(capacity) && capacity >= 2 && capacity <= 1024)) {
      throw new RangeError(
        `Cannot make an error queue: capacity should be an integer from 2 to 1024, got ${capacity}`,
      );
    }
    this.capacity = capacity;
  }

  /** How many entries there are: the reply to `SYSTem:ERRor:COUNt?`. */
  get size(): number {
    return this.#entries.length;
  }

  /** Puts an error at the end. */
  push(entry: ErrorEntry): void {
    if (this.#entries.length < this.capacity) this.#entries.push(entry);
    else this.#entries[this.capacity - 1] = standardError(-350);
  }

  /** Takes the oldest error: the reply to `SYSTem:ERRor?`. An empty queue gives code 0. */
  shift(): ErrorEntry {
    return this.#entries.shift() ?? standardError(0);
  }

  /** Takes all errors, as `SYSTem:ERRor:ALL?` does. An empty queue gives one entry of code 0. */
  takeAll(): ErrorEntry[] {
    const entries = this.#entries;
    this.#entries = [];
    return entries.length > 0 ? entries : [standardError(0)];
  }

  /** Empties it, as `*CLS` does; `*RST` does not. */
  clear(): void {
    this.#entries = [];
  }
}
