import type { Channel, ReadOptions } from "../contract/channel.ts";
import type { BadReading, Reading } from "../contract/reading.ts";
import type { GoodWriting, WritableChannel, Writing } from "../contract/writable_channel.ts";
import { printable } from "../base/printable.ts";
import type { ReadoutError } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";
import { checkTimeout } from "../channel/check_timeout.ts";
import type { Deliver } from "../channel/read_attempt.ts";
import { Turns } from "../channel/turns.ts";
import { Writes } from "../channel/writes.ts";
import type { ResiliencePlan } from "./resilience_plan.ts";
import { ResilientDesk } from "./resilient_desk.ts";
import { ResilientRead } from "./resilient_read.ts";
import type { ResilientStats } from "./resilient_stats.ts";
import { writeByTrial } from "./resilient_write.ts";

/** What a resilient channel has besides. */
export interface Resilient {
  /** A snapshot of what it has done so far. */
  stats(): ResilientStats;
}

/**
 * Makes a channel that survives faults as a plan says: it asks again, asks differently, asks another
 * source, and says a prediction for a while if none of that helps. Every reading says by which path
 * it came.
 *
 * (Hughes, Figure 11-11; docs/faults.md shows it beside the plan.)
 *
 * - One engine, so attempts do not multiply; `totalMs` is the hard end of everything.
 * - An abort ends a pause at once and starts no further attempt.
 * - Writes are not repeated, unless the plan says that they may be; they never go to the backup, and
 *   no breaker stops them.
 *
 * @typeParam T The type of the values.
 * @param channel The first source; its name and unit are the new channel's.
 * @param plan What is done when it fails.
 * @throws {RangeError} If a figure of the plan cannot be.
 * @throws {TypeError} If the backup's unit is another one, or the backup is the channel itself.
 *
 * Codes of its faults: those of its sources; `timeout.total` and `timeout.lock` for its own budget;
 * `breaker.open` while it does not ask; `reader.threw` for a hook that throws. The code is that of
 * the first attempt, or that of what was fatal.
 *
 * @example A meter that answers every other time
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { channel, ReadoutError } from "@readout/readout";
 *
 * let asked = 0;
 * const shaky = channel("volts", "V", () => {
 *   if (++asked % 2 === 1) throw new ReadoutError("timeout.reply", "Cannot read volts: no reply");
 *   return 4.2;
 * });
 * const volts = resilient(shaky, { retry: { max: 2 }, hold: { maxAgeMs: 5_000 } });
 * const reading = await volts.read();
 * strictEqual(reading.value, 4.2);
 * strictEqual(reading.path, "retry#1");
 * ```
 */
export function resilient<T>(
  channel: WritableChannel<T>,
  plan: ResiliencePlan<T>,
): WritableChannel<T> & Resilient;
/** The same for a channel that can only be read. */
export function resilient<T>(
  channel: Channel<T>,
  plan: ResiliencePlan<T>,
): Channel<T> & Resilient;
export function resilient<T>(
  channel: Channel<T>,
  plan: ResiliencePlan<T>,
): Channel<T> & Resilient {
  return isWritable(channel)
    ? new ResilientWritableChannel(channel, plan)
    : new ResilientChannel(channel, plan);
}

class ResilientChannel<T> implements Channel<T>, Resilient {
  readonly name: string;
  readonly unit: string;
  protected readonly turns: Turns;
  protected readonly desk: ResilientDesk<T>;
  readonly #totalMs: number;

  constructor(channel: Channel<T>, plan: ResiliencePlan<T>) {
    const { backup, totalMs = 4_000, clock = systemClock } = plan;
    if (backup !== undefined && backup.unit !== channel.unit) {
      throw new TypeError(
        `Cannot make ${printable(channel.name)} resilient: its unit is "${channel.unit}", ` +
          `its backup's should be the same, and is "${backup.unit}"`,
      );
    }
    if (backup === channel) {
      throw new TypeError(
        `Cannot make ${printable(channel.name)} resilient: its backup should be another channel, ` +
          `and is itself`,
      );
    }
    this.name = channel.name;
    this.unit = channel.unit;
    this.#totalMs = checkTimeout(totalMs);
    this.turns = new Turns(channel.name, clock, 0);
    this.desk = new ResilientDesk(channel, plan, this.turns);
  }

  read(options: ReadOptions = {}): ReturnType<Channel<T>["read"]> {
    const timeoutMs = this.budgetMs(options);
    return new Promise((resolve, reject) => {
      this.#start(timeoutMs, options.signal, (reading, failure) => {
        if (failure) reject(failure.error);
        else resolve(reading as Exclude<typeof reading, BadReading>);
      });
    });
  }

  tryRead(options: ReadOptions = {}): Promise<Reading<T>> {
    const timeoutMs = this.budgetMs(options);
    return new Promise((resolve) => this.#start(timeoutMs, options.signal, resolve));
  }

  stats(): ResilientStats {
    return this.desk.stats();
  }

  /** The budget of one read or write, checked. */
  protected budgetMs({ timeoutMs = this.#totalMs }: ReadOptions): number {
    return checkTimeout(timeoutMs);
  }

  #start(timeoutMs: number, signal: AbortSignal | undefined, deliver: Deliver<T>): void {
    this.turns.start(new ResilientRead(this.desk, timeoutMs, signal, deliver));
  }
}

class ResilientWritableChannel<T> extends ResilientChannel<T> implements WritableChannel<T> {
  readonly #writes: Writes<T>;

  constructor(channel: WritableChannel<T>, plan: ResiliencePlan<T>) {
    super(channel, plan);
    const { name, unit } = channel;
    const ended = (error: ReadoutError | undefined): void => this.desk.wrote(error);
    const writer = writeByTrial(channel, this.desk);
    this.#writes = new Writes({ name, unit, writer, ended }, this.turns);
  }

  write(value: T, options: ReadOptions = {}): Promise<GoodWriting<T>> {
    return this.#writes.write(value, this.budgetMs(options), options.signal);
  }

  tryWrite(value: T, options: ReadOptions = {}): Promise<Writing<T>> {
    return this.#writes.tryWrite(value, this.budgetMs(options), options.signal);
  }
}

function isWritable<T>(channel: Channel<T>): channel is WritableChannel<T> {
  return "write" in channel && typeof channel.write === "function";
}
