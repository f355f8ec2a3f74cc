import type { AbortOptions } from "../../../contract/abort_options.ts";
import type { Clock } from "../../../contract/clock.ts";
import type { Random } from "../../../contract/random.ts";
import type { Reading } from "../../../contract/reading.ts";
import { delay } from "../../../base/delay.ts";
import type { RigSink, SinkGap, SinkStats } from "../../rig_sink.ts";
import type { Weather } from "../weather/weather.ts";
import type { Findings } from "./findings.ts";

/** What a sink is made with. */
export interface AccountSinkOptions {
  readonly name: string;
  readonly capacity: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly weather: Weather;
  readonly findings: Findings;
}

/**
 * A sink that keeps an account of what it gets and of what it is told that it does not, and that is
 * slow, fails and hangs when its weather is rough.
 */
export class AccountSink implements RigSink {
  readonly name: string;
  readonly capacity: number;
  readonly overflow = "drop-oldest";
  readonly writeTimeoutMs = 5_000;
  /** Whether something goes wrong now and then. */
  isRough = false;
  readonly #options: AccountSinkOptions;
  #wasRough = false;
  #got = 0;
  #told = 0;
  #missing = 0;
  readonly #seqs = new Map<string, number>();
  readonly #sum = { produced: 0, delivered: 0, lost: 0, restarts: 0 };

  /** Makes a sink that works. */
  constructor(options: AccountSinkOptions) {
    this.name = options.name;
    this.capacity = options.capacity;
    this.#options = options;
  }

  write(reading: Reading<unknown>, options: AbortOptions): void | Promise<void> {
    if (!this.isRough) return this.#take(reading);
    return this.#writeRoughly(reading, options);
  }

  gap({ count }: SinkGap): void {
    this.#told += count;
  }

  /** The rig has ended: looks whether the account is right. `produced` is what everybody got. */
  ended(stats: SinkStats, produced: number): void {
    const { delivered, lost, queued, restarts } = stats;
    const check = (holds: boolean, what: string): void => {
      this.#options.findings.check("account", holds, () => `${this.name}: ${what}`);
    };
    check(stats.produced === produced, `${produced} were made, it says ${stats.produced}`);
    check(delivered === this.#got, `it got ${this.#got}, it says ${delivered}`);
    check(
      stats.produced === delivered + lost + queued && queued === 0,
      `${stats.produced} produced, but ${delivered} delivered, ${lost} lost, ${queued} queued`,
    );
    check(this.#wasRough || lost === 0, `it always worked, and ${lost} are lost`);
    check(lost >= this.#told, `it was told of ${this.#told} lost ones, it says ${lost}`);
    this.#sum.produced += produced;
    this.#sum.delivered += delivered;
    this.#sum.lost += lost;
    this.#sum.restarts += restarts;
    this.#got = this.#told = this.#missing = 0;
    this.#wasRough = false;
    this.#seqs.clear();
  }

  /** The counts of all lives of the rig. */
  stats(): SinkStats {
    return { name: this.name, ...this.#sum, queued: 0 };
  }

  async #writeRoughly(reading: Reading<unknown>, { signal }: AbortOptions): Promise<void> {
    const { random, weather, clock } = this.#options;
    this.#wasRough = true;
    const chance = random.next();
    if (chance < 0.001) {
      weather.trouble("failed");
      throw new Error("the disk is full");
    }
    if (chance < 0.0012) {
      weather.trouble("hung");
      await delay(30_000, { clock, signal });
    } else if (chance < 0.01) {
      await delay(2_000 * random.next(), { clock, signal });
    }
    this.#take(reading);
  }

  /** Every reading that is missing before this one must have been told of. */
  #take({ channel, seq }: Reading<unknown>): void {
    const before = this.#seqs.get(channel) ?? -1;
    this.#seqs.set(channel, seq);
    this.#got++;
    this.#missing += seq - before - 1;
    this.#options.findings.looked("account");
    if (seq > before && this.#missing <= this.#told) return;
    this.#options.findings.fails(
      "account",
      `${this.name} gets reading ${seq} of ${channel} after ${before}: ${this.#missing} are ` +
        `missing in all, and it was told of ${this.#told}`,
    );
  }
}
