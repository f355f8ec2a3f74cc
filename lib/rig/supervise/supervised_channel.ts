import type { Channel, ReadOptions } from "../../contract/channel.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Reading } from "../../contract/reading.ts";
import { printable } from "../../base/printable.ts";
import { isReadoutError, ReadoutError } from "../../base/readout_error.ts";
import { channel } from "../../channel/channel.ts";
import { classOfFault } from "../../policy/fault_class.ts";
import { ReaderCalls } from "./reader_calls.ts";
import { RestartLimit } from "./restart_limit.ts";

type Usable<T> = Exclude<Reading<T>, { readonly status: "bad" }>;

/**
 * A channel that is made anew when its reader has crashed, that is, when it threw what it should not,
 * and when a call of it never ends: a minute after its time is over it is given up, though no more than
 * three of those may be alive. One that crashes again and again is not read for a minute each time
 * (`breaker.open`).
 *
 * @typeParam T The type of the values.
 */
export class SupervisedChannel<T extends NonNullable<unknown>> implements Channel<T> {
  readonly name: string;
  readonly unit: string;
  readonly #make: () => Channel<T>;
  readonly #calls: ReaderCalls;
  readonly #clock: Clock;
  readonly #limit: RestartLimit;
  #channel: Channel<T>;
  /** Refuses reads in place of the channel. */
  readonly #parked: Channel<T>;
  #parkedUntilMs = -Infinity;
  #crash: unknown;

  /**
   * Makes the channel.
   *
   * @param make Makes what is read, now and after each crash. A reader of which nobody knows that it
   * ends should be called by way of `calls`.
   * @param clock Whose time it is.
   */
  constructor(make: (calls: ReaderCalls) => Channel<T>, clock: Clock) {
    this.#calls = new ReaderCalls(clock);
    this.#make = () => make(this.#calls);
    this.#clock = clock;
    this.#limit = new RestartLimit(clock);
    this.#channel = this.#make();
    this.name = this.#channel.name;
    this.unit = this.#channel.unit;
    this.#parked = channel<T>(this.name, this.unit, () => {
      throw this.#refusal();
    }, { clock });
  }

  /** How often it was made anew. */
  get restarts(): number {
    return this.#limit.count;
  }

  async read(options?: ReadOptions): Promise<Usable<T>> {
    const source = this.#source();
    try {
      const reading = await source.read(options);
      this.#limit.worked();
      return reading;
    } catch (error) {
      if (isReadoutError(error)) this.#failed(source, error.code, error);
      throw error;
    }
  }

  async tryRead(options?: ReadOptions): Promise<Reading<T>> {
    const source = this.#source();
    const reading = await source.tryRead(options);
    if (reading.status === "bad") this.#failed(source, reading.fault.code, reading.fault);
    else this.#limit.worked();
    return reading;
  }

  #source(): Channel<T> {
    if (this.#calls.giveUp()) {
      this.#limit.failed(); // more than a minute after the last: at once
      this.#channel = this.#make();
    }
    return this.#clock.nowMs() < this.#parkedUntilMs ? this.#parked : this.#channel;
  }

  #failed(source: Channel<T>, code: ReadoutError["code"], crash: unknown): void {
    if (source !== this.#channel || classOfFault(code) !== "bug") return;
    this.#crash = crash;
    this.#parkedUntilMs = this.#clock.nowMs() + this.#limit.failed();
    this.#channel = this.#make();
  }

  #refusal(): ReadoutError {
    const leftS = Math.ceil((this.#parkedUntilMs - this.#clock.nowMs()) / 1_000);
    return new ReadoutError(
      "breaker.open",
      `Cannot read ${
        printable(this.name)
      }: it has crashed again and again, and is tried again in ` +
        `${leftS} s`,
      { channel: this.name, cause: this.#crash },
    );
  }
}
