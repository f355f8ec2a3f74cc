import type { Channel, ReadOptions } from "../lib/contract/channel.ts";
import type { Reading } from "../lib/contract/reading.ts";

/** A channel that is made when it is first read, so that offering it costs nothing. */
export class LaterChannel<T> implements Channel<T> {
  readonly name: string;
  readonly unit: string;
  readonly #open: () => Promise<Channel<T>>;

  /**
   * Names a channel.
   *
   * @param name The name of the channel that `open` makes.
   * @param unit Its unit.
   * @param open Makes it, or gives it once it is made. Called for each read.
   */
  constructor(name: string, unit: string, open: () => Promise<Channel<T>>) {
    this.name = name;
    this.unit = unit;
    this.#open = open;
  }

  async read(options?: ReadOptions): ReturnType<Channel<T>["read"]> {
    return await (await this.#open()).read(options);
  }

  async tryRead(options?: ReadOptions): Promise<Reading<T>> {
    return await (await this.#open()).tryRead(options);
  }
}
