import type { Transport } from "../../lib/contract/transport.ts";
import { loopback } from "../../lib/transport/loopback/loopback.ts";

/**
 * A line between a device and whoever has it open, as a serial port or a serial server has it: it
 * outlives connections, so that what the device says late comes to the next one. What it says while
 * nobody has it open is lost.
 */
export class OneLine implements AsyncDisposable {
  readonly #device = loopback();
  #opened: Transport | undefined;
  /** How often it was opened. */
  opens = 0;

  constructor() {
    void this.#carryReplies();
  }

  /** The device's end. */
  get device(): Transport {
    return this.#device.far;
  }

  /** Opens it; it belongs to who opened it last. */
  readonly open = (): Promise<Transport> => {
    this.opens++;
    const pair = loopback();
    this.#opened = pair.far;
    void this.#carryQuestions(pair.far);
    return Promise.resolve(pair.near);
  };

  /** Ends the device, too. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened?.[Symbol.asyncDispose]();
    await this.#device[Symbol.asyncDispose]();
  }

  async #carryQuestions(wire: Transport): Promise<void> {
    try {
      for (;;) {
        const chunk = await wire.read();
        if (chunk.kind === "eof") return;
        await this.#device.near.write(chunk.bytes);
      }
    } catch { /* it was closed */ }
  }

  async #carryReplies(): Promise<void> {
    try {
      for (;;) {
        const chunk = await this.#device.near.read();
        if (chunk.kind === "eof") return;
        await this.#opened?.write(chunk.bytes).catch(() => {}); // nobody has it open
      }
    } catch { /* it was closed */ }
  }
}
