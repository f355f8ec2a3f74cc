import type { AbortOptions } from "../contract/abort_options.ts";
import type { Channel, ReadingOf } from "../contract/channel.ts";
import type { Clock } from "../contract/clock.ts";
import type { Reading } from "../contract/reading.ts";
import { systemClock } from "../base/system_clock.ts";
import { printable } from "../base/printable.ts";
import { checkGrid, Grid, type GridOptions, type GridPoint } from "./grid.ts";

/** How {@linkcode poll} reads. */
export interface PollOptions extends AbortOptions {
  /** The spacing of the grid in ms: at least what the clock keeps, 10 ms with the computer's own. */
  readonly periodMs: number;
  /** The budget of each read in ms. Default: each channel's own. */
  readonly timeoutMs?: number | undefined;
  /**
   * How late a point of the grid may be served, in ms: points later than that are missed. Default:
   * half a period, so that nothing is caught up. More lets a short pause lose no sample.
   */
  readonly maxLateMs?: number | undefined;
  /** Ends after this many readings of each channel. Default: goes on until stopped. */
  readonly count?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/** What a poll has done so far. */
export interface PollStats {
  /** Points of the grid that have passed. */
  readonly ticks: number;
  /** Readings handed to the loop. */
  readonly readings: number;
  /**
   * Reads that were due and not started, by channel name: because the channel's last read had not
   * ended, its last reading had not been taken, or the event loop was blocked.
   */
  readonly missedTicks: ReadonlyMap<string, number>;
}

/** A poll under way: an async iterator that also counts. */
export interface Poll<R> extends AsyncIterableIterator<R, undefined, undefined>, AsyncDisposable {
  /** How many reads are under way now. */
  readonly underWay: number;
  /** A snapshot of the counts. */
  stats(): PollStats;
}

/**
 * Reads channels again and again on a fixed grid of monotonic time, and gives each reading as soon
 * as it is there.
 *
 * - The grid starts with the loop and never drifts; a step of the wall clock changes nothing.
 * - A channel's reads never overlap. A point of the grid at which its last read has not ended, or
 *   its last reading has not been taken out of the loop, is missed, never caught up: the next
 *   reading says so (`missedTicks`, and reason `overload` in place of `ok`).
 * - A read that fails is a bad reading, and the loop goes on. A hung channel delays no other.
 * - Breaking out, or aborting `signal`, ends the loop quietly and leaves nothing running.
 * - A channel of your own making whose `tryRead()` throws ends the loop with what it threw.
 *
 * At most one reading of each channel waits to be taken, so memory is bounded however slow the
 * loop's body is.
 *
 * @typeParam C The type of the channels.
 * @param channels What to read: one channel or several with different names.
 * @param options Period, timeout, count, signal and clock.
 * @throws {RangeError} If `periodMs` is not finite, above 0 and one that the clock keeps, or `count` not an integer >= 0.
 * @throws {TypeError} If two channels have the same name.
 *
 * @example Three readings, 10 ms apart
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { channel } from "@readout/readout";
 *
 * let next = 1;
 * const counter = channel("counter", "", () => next++);
 * const values = [];
 * for await (const reading of poll(counter, { periodMs: 10, count: 3 })) {
 *   values.push(reading.value);
 * }
 * deepStrictEqual(values, [1, 2, 3]);
 * ```
 */
export function poll<C extends Channel<unknown>>(
  channels: C | readonly C[],
  options: PollOptions,
): Poll<ReadingOf<C>> {
  const list: readonly Channel<unknown>[] = "read" in channels ? [channels] : channels;
  return new GridPoll(list, options) as Poll<Reading<unknown>> as Poll<ReadingOf<C>>;
}

/** One channel of a poll. `busy` from the start of a read until its reading has been taken. */
interface Lane {
  readonly channel: Channel<unknown>;
  /** Of its own, because a signal with a thousand listeners is slow. */
  readonly stop: AbortController;
  busy: boolean;
  /** Readings still to give. */
  left: number;
  /** Points missed since the last read started. */
  missedSince: number;
  /** Points missed before the read that is under way. */
  missedBefore: number;
  /** Points missed in all. */
  missedTicks: number;
}

interface Arrival {
  readonly lane: Lane;
  readonly reading: Reading<unknown>;
}

type Result = IteratorResult<Reading<unknown>, undefined>;

class GridPoll implements Poll<Reading<unknown>> {
  readonly #lanes: readonly Lane[];
  readonly #schedule: GridOptions;
  readonly #timeoutMs: number | undefined;
  readonly #signal: AbortSignal | undefined;
  readonly #clock: Clock;
  readonly #arrived: Arrival[] = [];
  readonly #takers: ((result: Result | Promise<never>) => void)[] = [];
  #failure: { readonly error: unknown } | undefined;
  #grid: Grid | undefined;
  #begun = false;
  #readings = 0;
  #underWay = 0;
  #over = false;

  constructor(channels: readonly Channel<unknown>[], options: PollOptions) {
    const { periodMs, count = Infinity } = options;
    if (count !== Infinity && !(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`Cannot poll: count must be an integer >= 0, got ${count}`);
    }
    const names = new Set<string>();
    for (const { name } of channels) {
      if (names.has(name)) {
        throw new TypeError(`Cannot poll: two channels are named "${printable(name)}"`);
      }
      names.add(name);
    }
    this.#schedule = { periodMs, maxLateMs: options.maxLateMs };
    this.#timeoutMs = options.timeoutMs;
    this.#signal = options.signal;
    this.#clock = options.clock ?? systemClock;
    checkGrid(this.#clock, this.#schedule);
    this.#lanes = channels.map((channel) => {
      const none = { missedSince: 0, missedBefore: 0, missedTicks: 0 };
      return { channel, stop: new AbortController(), busy: false, left: count, ...none };
    });
  }

  get underWay(): number {
    return this.#underWay;
  }

  stats(): PollStats {
    return {
      ticks: this.#grid?.ticks ?? 0,
      readings: this.#readings,
      missedTicks: new Map(this.#lanes.map((lane) => [lane.channel.name, lane.missedTicks])),
    };
  }

  next(): Promise<Result> {
    if (!this.#begun) this.#begin();
    const arrival = this.#arrived.shift();
    if (arrival !== undefined) return Promise.resolve(this.#take(arrival));
    if (this.#failure !== undefined) {
      const { error } = this.#failure;
      this.#failure = undefined; // thrown once; then it is over
      return Promise.reject(error);
    }
    if (this.#over) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#takers.push(resolve));
  }

  return(): Promise<Result> {
    this.#begun = true;
    this.#arrived.length = 0;
    this.#failure = undefined;
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #begin(): void {
    this.#begun = true;
    if (this.#signal?.aborted || this.#finished()) return this.#end();
    this.#signal?.addEventListener("abort", this.#onAbort, { once: true });
    this.#grid = new Grid(this.#clock, this.#schedule, this.#onPoint);
    this.#grid.start();
  }

  readonly #onAbort = (): void => void this.return();

  /** Ends the poll; what has arrived can still be taken. */
  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#grid?.stop();
    this.#signal?.removeEventListener("abort", this.#onAbort);
    for (const { stop } of this.#lanes) stop.abort();
    for (const taker of this.#takers.splice(0)) taker({ done: true, value: undefined });
  }

  #finished(): boolean {
    return this.#lanes.every((lane) => lane.left === 0);
  }

  /** Starts a read on each lane that is free; the others miss this point of the grid. */
  readonly #onPoint = ({ missed, serve }: GridPoint): void => {
    for (const lane of this.#lanes) {
      if (lane.left === 0) continue;
      const free = serve && !lane.busy;
      miss(lane, free ? missed : missed + 1);
      if (free) this.#read(lane);
    }
  };

  async #read(lane: Lane): Promise<void> {
    lane.busy = true;
    this.#underWay++;
    lane.missedBefore = lane.missedSince;
    lane.missedSince = 0;
    const options = { signal: lane.stop.signal, timeoutMs: this.#timeoutMs };
    try {
      this.#arrive({ lane, reading: await lane.channel.tryRead(options) });
    } catch (error) { // tryRead() never throws, says its contract
      this.#fail(error);
    }
  }

  #arrive(arrival: Arrival): void {
    this.#underWay--;
    if (this.#over) return;
    const taker = this.#takers.shift();
    if (taker) taker(this.#take(arrival));
    else this.#arrived.push(arrival);
  }

  #fail(error: unknown): void {
    this.#underWay--;
    if (this.#over) return;
    const taker = this.#takers.shift();
    if (taker) taker(Promise.reject(error));
    else this.#failure = { error };
    this.#end();
  }

  #take({ lane, reading }: Arrival): Result {
    lane.busy = false;
    lane.left--;
    this.#readings++;
    const value = lane.missedBefore > 0 ? late(reading, lane.missedBefore) : reading;
    if (lane.left === 0 && this.#finished()) this.#end();
    return { done: false, value };
  }
}

function miss(lane: Lane, ticks: number): void {
  lane.missedSince += ticks;
  lane.missedTicks += ticks;
}

function late<T>(reading: Reading<T>, missedTicks: number): Reading<T> {
  return reading.reason === "ok"
    ? { ...reading, reason: "overload", missedTicks }
    : { ...reading, missedTicks };
}
