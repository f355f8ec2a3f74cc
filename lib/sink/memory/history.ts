import type { Clock } from "../../contract/clock.ts";
import { systemClock } from "../../base/system_clock.ts";

/** How much a {@linkcode History} keeps. */
export interface HistoryOptions {
  /** How long something is kept after it arrived, in ms of monotonic time. Default: 10 min. */
  readonly keepMs?: number | undefined;
  /** The most that is kept, whatever its age. Default: 100,000. */
  readonly capacity?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * A stretch of a {@linkcode History}, oldest first: `readings[i]` has the id `firstId + i`.
 *
 * @typeParam R The type of what is kept.
 */
export interface HistorySlice<R> {
  /** How many of those asked for have already left the history: exact. */
  readonly dropped: number;
  /** The id of the first; one above `lastId` if there are none. */
  readonly firstId: number;
  /** The id of the last; go on from here. */
  readonly lastId: number;
  /** The readings. */
  readonly readings: readonly R[];
}

/**
 * The readings of the last minutes, of all channels together, in the order of their arrival.
 *
 * A ring of fixed size: `push()` takes the same small time however full it is, and the oldest
 * leaves when it is too old or when its place is needed. Each reading has an id, rising by one
 * from 1, so that whoever comes back with the last id it saw is told exactly what it missed.
 *
 * @typeParam R The type of what is kept: readings, or what stands for them.
 *
 * @example Coming back with the last id
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * const history = new History<string>({ capacity: 2 });
 * const seen = history.push("a");
 * for (const reading of ["b", "c", "d"]) history.push(reading);
 *
 * const { dropped, readings } = history.since(seen);
 * strictEqual(dropped, 1); // "b" has left
 * deepStrictEqual(readings, ["c", "d"]);
 * ```
 */
export class History<R> {
  readonly #keepMs: number;
  readonly #capacity: number;
  readonly #clock: Clock;
  readonly #ring: (R | undefined)[];
  readonly #arrivedMs: Float64Array;
  #firstId = 1;
  #lastId = 0;

  /**
   * Makes an empty history.
   *
   * @param options How much it keeps, and whose time it is.
   * @throws {RangeError} If `keepMs` is not above 0, or `capacity` not an integer above 0.
   */
  constructor(options: HistoryOptions = {}) {
    const { keepMs = 600_000, capacity = 100_000, clock = systemClock } = options;
    if (!(keepMs > 0)) {
      throw new RangeError(`Cannot make a history: keepMs must be > 0, got ${keepMs}`);
    }
    if (!(Number.isSafeInteger(capacity) && capacity > 0)) {
      throw new RangeError(
        `Cannot make a history: capacity must be an integer > 0, got ${capacity}`,
      );
    }
    this.#keepMs = keepMs;
    this.#capacity = capacity;
    this.#clock = clock;
    this.#ring = new Array(capacity);
    this.#arrivedMs = new Float64Array(capacity);
  }

  /** The id of the oldest that is kept; one above {@linkcode lastId} if nothing is. */
  get firstId(): number {
    this.#forget();
    return this.#firstId;
  }

  /** The id of the newest; 0 if there never was one. */
  get lastId(): number {
    return this.#lastId;
  }

  /**
   * Keeps a reading.
   *
   * @param reading What to keep.
   * @returns Its id.
   */
  push(reading: R): number {
    this.#forget();
    if (this.#lastId - this.#firstId + 1 === this.#capacity) this.#firstId++; // its place is needed
    const id = ++this.#lastId;
    this.#ring[id % this.#capacity] = reading;
    this.#arrivedMs[id % this.#capacity] = this.#clock.nowMs();
    return id;
  }

  /**
   * What came after a given id, and how much of it is gone.
   *
   * @param id The last id seen; 0 for everything. One that was never given counts as the newest.
   * @param limit The most readings to return. Default: all.
   */
  since(id: number, limit = Infinity): HistorySlice<R> {
    this.#forget();
    const nextId = Math.min(Math.max(id, 0), this.#lastId) + 1;
    const firstId = Math.max(nextId, this.#firstId);
    const lastId = Math.min(this.#lastId, firstId + limit - 1);
    const readings: R[] = [];
    for (let at = firstId; at <= lastId; at++) readings.push(this.#ring[at % this.#capacity] as R);
    return { dropped: firstId - nextId, firstId, lastId, readings };
  }

  /** Lets go of what is too old. Each reading is let go once, so this costs nothing on average. */
  #forget(): void {
    const oldestMs = this.#clock.nowMs() - this.#keepMs;
    while (this.#firstId <= this.#lastId) {
      const place = this.#firstId % this.#capacity;
      if (this.#arrivedMs[place]! >= oldestMs) return;
      this.#ring[place] = undefined;
      this.#firstId++;
    }
  }
}
