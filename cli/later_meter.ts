import type { Clock } from "../lib/contract/clock.ts";
import { LaterChannel } from "./later_channel.ts";
import type { SimulatedMeter } from "./simulated_meter.ts";

/** The simulated meter, which is loaded and started when one of its channels is first read. */
export class LaterMeter implements AsyncDisposable {
  /** Its voltage as {@linkcode SimulatedMeter.safe} reads it. */
  readonly safe: LaterChannel<number>;
  /** The same as {@linkcode SimulatedMeter.raw} reads it. */
  readonly raw: LaterChannel<number>;
  readonly #clock: Clock;
  #meter: Promise<SimulatedMeter> | undefined;
  #isOver = false;

  /** Names the meter's channels. */
  constructor(clock: Clock) {
    this.#clock = clock;
    const names = { safe: "sim.voltage", raw: "sim.voltage.raw" };
    const open = (): Promise<SimulatedMeter> => this.#meter ??= this.#open(names);
    this.safe = new LaterChannel(names.safe, "V", async () => (await open()).safe);
    this.raw = new LaterChannel(names.raw, "V", async () => (await open()).raw);
  }

  /** Ends it, if it has been started. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true;
    await (await this.#meter)?.[Symbol.asyncDispose]();
  }

  async #open(names: { readonly safe: string; readonly raw: string }): Promise<SimulatedMeter> {
    const { openSimulatedMeter } = await import("./simulated_meter.ts");
    const meter = openSimulatedMeter(names, this.#clock);
    if (this.#isOver) await meter[Symbol.asyncDispose](); // it says so to whoever reads it
    return meter;
  }
}
