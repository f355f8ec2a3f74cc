import type { Clock } from "../contract/clock.ts";
import type { Transport } from "../contract/transport.ts";
import { delay } from "../base/delay.ts";
import type { Moment, SimulatedDevice } from "./simulated_device.ts";

/**
 * A device and one of its clients. What the device says unasked goes out between replies, never
 * within one.
 */
export class Conversation<Q> {
  readonly #device: SimulatedDevice<Q>;
  readonly #wire: Transport;
  readonly #clock: Clock;
  readonly #signal: AbortSignal;
  #said: Promise<void> = Promise.resolve();
  /** Received, and no request yet. */
  #rest: Uint8Array = new Uint8Array();

  constructor(device: SimulatedDevice<Q>, wire: Transport, clock: Clock, signal: AbortSignal) {
    this.#device = device;
    this.#wire = wire;
    this.#clock = clock;
    this.#signal = signal;
  }

  /** Answers requests until the client has finished sending. */
  async listen(): Promise<void> {
    for (;;) {
      const came = await this.#receive();
      if (came === "eof") return;
      await this.#answerAll(came === "quiet");
    }
  }

  /** Says what the device says unasked, if it does. */
  async speak(): Promise<void> {
    while (this.#device.speak) {
      const { messages, againMs } = this.#device.speak(this.#moment());
      for (const message of messages) await this.#say(message);
      await delay(againMs, { clock: this.#clock, signal: this.#signal });
    }
  }

  async #answerAll(quiet: boolean): Promise<void> {
    while (this.#rest.length > 0) {
      const found = this.#device.decode(this.#rest, { quiet });
      if (found.kind === "more") return;
      this.#rest = this.#rest.subarray(found.usedBytes);
      if (found.kind === "bad") {
        this.#device.garbled?.(found.why, this.#moment());
        continue;
      }
      const { reply, busyMs = 0 } = this.#device.answer(found.value, this.#moment());
      if (busyMs > 0) await delay(busyMs, { clock: this.#clock, signal: this.#signal });
      if (reply !== undefined && reply.length > 0) await this.#say(reply);
    }
  }

  /** Waits for more; but not for ever, if a silence ends a request. */
  async #receive(): Promise<"more" | "quiet" | "eof"> {
    const { quietMs } = this.#device;
    if (quietMs === undefined || this.#rest.length === 0) return await this.#read(this.#signal);
    const silence = new AbortController();
    const cancel = this.#clock.timer(quietMs, () => silence.abort());
    try {
      return await this.#read(AbortSignal.any([this.#signal, silence.signal]));
    } catch (error) {
      if (error === silence.signal.reason && !this.#signal.aborted) return "quiet";
      throw error;
    } finally {
      cancel();
    }
  }

  async #read(signal: AbortSignal): Promise<"more" | "eof"> {
    const chunk = await this.#wire.read({ signal });
    if (chunk.kind === "eof") return "eof";
    if (this.#rest.length === 0) {
      this.#rest = chunk.bytes;
    } else {
      const both = new Uint8Array(this.#rest.length + chunk.bytes.length);
      both.set(this.#rest);
      both.set(chunk.bytes, this.#rest.length);
      this.#rest = both;
    }
    return "more";
  }

  #say(bytes: Uint8Array): Promise<void> {
    const signal = this.#signal;
    const saying = this.#said.then(() => this.#wire.write(bytes, { signal }));
    this.#said = saying.catch(() => {}); // who says it hears of it
    return saying;
  }

  #moment(): Moment {
    return { nowMs: this.#clock.nowMs(), wallMs: this.#clock.wallMs() };
  }
}
