import type { Clock } from "../../../contract/clock.ts";
import type { Random } from "../../../contract/random.ts";
import type { Reader } from "../../../contract/channel.ts";
import { delay } from "../../../base/delay.ts";
import { ReadoutError } from "../../../base/readout_error.ts";
import type { Quantity } from "../quantity.ts";
import type { Weather } from "../weather/weather.ts";

/** A reader that stands in for a sensor of the computer, or for one of the user's own. */
export class SimulatedReader {
  readonly #quantity: Quantity;
  readonly #weather: Weather;
  readonly #random: Random;
  readonly #clock: Clock;
  /** Whether something goes wrong now and then. */
  isRough = false;

  /** Makes a reader that works. */
  constructor(quantity: Quantity, weather: Weather, random: Random, clock: Clock) {
    this.#quantity = quantity;
    this.#weather = weather;
    this.#random = random;
    this.#clock = clock;
  }

  /** Reads. */
  readonly read: Reader<number> = ({ signal }) => {
    const chance = this.isRough ? this.#random.next() : 1;
    if (chance < 0.01) {
      this.#weather.trouble("hung", 60_000);
      return new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
    }
    if (chance < 0.02) {
      this.#weather.trouble("failed");
      throw new ReadoutError("link.failed", "Cannot read the sensor: it does not answer");
    }
    if (chance < 0.025) {
      this.#weather.trouble("crashed", 60_000);
      throw new TypeError("a mistake in a program");
    }
    if (chance > 0.05) return this.#value();
    this.#weather.trouble("slow", 200);
    return delay(200 * this.#random.next(), { clock: this.#clock, signal }).then(() =>
      this.#value()
    );
  };

  #value(): number {
    const nowMs = this.#clock.nowMs();
    return this.#quantity.said(this.#quantity.measure(nowMs), nowMs);
  }
}
