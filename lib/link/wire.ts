import type { Clock } from "../contract/clock.ts";
import type { Decoder } from "../contract/codec.ts";
import type { Transport } from "../contract/transport.ts";
import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { ExchangeGuard } from "./exchange_guard.ts";
import { ReceivedBytes } from "./received_bytes.ts";
import type { Probe } from "./resync.ts";

/** How long a {@linkcode Wire} waits for what, in ms. */
export interface WireWaits {
  readonly writeTimeoutMs: number;
  readonly replyTimeoutMs: number;
  readonly gapTimeoutMs: number;
}

/** One connection, and what has been received on it: whole messages come out of it, or faults. */
export class Wire implements AsyncDisposable {
  readonly #transport: Transport;
  readonly #address: string;
  readonly #clock: Clock;
  readonly #waits: WireWaits;
  readonly #received = new ReceivedBytes();

  /** Takes a transport over. */
  constructor(transport: Transport, address: string, clock: Clock, waits: WireWaits) {
    this.#transport = transport;
    this.#address = address;
    this.#clock = clock;
    this.#waits = waits;
  }

  /** Hands a request to the system. */
  async write(bytes: Uint8Array, guard: ExchangeGuard): Promise<void> {
    guard.phase("timeout.write", this.#waits.writeTimeoutMs, "what was sent was not taken");
    await this.#transport.write(bytes, { signal: guard.signal });
  }

  /** One message: whole, or a fault. */
  async receive<R>(decoder: Decoder<R>, guard: ExchangeGuard): Promise<R> {
    let quiet = false;
    for (;;) {
      if (this.#received.length > 0) {
        const decoded = decoder(this.#received.bytes, { quiet });
        if (decoded.kind === "value") {
          this.#received.use(decoded.usedBytes);
          return decoded.value;
        }
        if (quiet) throw guard.signal.reason; // it is not: the reply stopped
        if (decoded.kind === "bad") throw this.#bad(decoded.why);
      }
      try {
        await this.#more(guard.signal);
        guard.phase("timeout.gap", this.#waits.gapTimeoutMs, "a reply did not go on");
      } catch (error) {
        // A message that is ended by silence is whole now.
        if (!isReadoutError(error) || error.code !== "timeout.gap") throw error;
        quiet = true;
      }
    }
  }

  /** Drops what has come and nobody has asked for; tells how many bytes that were. */
  async dropArrived(): Promise<number> {
    const stop = new AbortController();
    try {
      for (let isThere = true; isThere;) {
        const bytes = this.#received.length;
        const more = this.#more(stop.signal);
        queueMicrotask(() => stop.abort()); // only what is there already
        await more;
        isThere = this.#received.length > bytes;
      }
    } catch (error) {
      if (!stop.signal.aborted || isReadoutError(error)) throw error;
    }
    const { length } = this.#received;
    this.#received.clear();
    return length;
  }

  /**
   * Asks a question whose answer cannot be mistaken, and drops everything before that answer.
   *
   * @returns How many messages were dropped.
   */
  async probe(
    { codec, request, accept }: Probe<unknown, unknown>,
    guard: ExchangeGuard,
  ): Promise<number> {
    await this.write(codec.encode(request), guard);
    guard.phase("link.suspect", 2 * this.#waits.replyTimeoutMs, "no answer to a probe");
    const decoder = codec.decoder(request);
    for (let dropped = 0;;) {
      while (this.#received.length > 0) {
        const decoded = decoder(this.#received.bytes);
        if (decoded.kind === "more") break;
        this.#received.use(decoded.usedBytes);
        if (decoded.kind === "value" && accept(decoded.value)) return dropped;
        dropped++;
      }
      await this.#more(guard.signal);
    }
  }

  /** Drops everything until nothing has come for `quietMs`. */
  async drain(quietMs: number, caller: AbortSignal | undefined): Promise<void> {
    for (;;) {
      using guard = new ExchangeGuard(this.#clock, this.#address, caller);
      guard.phase("timeout.gap", quietMs, "silent");
      try {
        await this.#more(guard.signal);
      } catch (error) {
        if (!isReadoutError(error) || error.code !== "timeout.gap") throw error;
        return this.#received.clear();
      }
    }
  }

  /** Closes the connection. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transport[Symbol.asyncDispose]();
  }

  async #more(signal: AbortSignal): Promise<void> {
    const chunk = await this.#transport.read({ signal });
    if (chunk.kind === "bytes") return this.#received.add(chunk.bytes);
    const text = `Cannot talk to ${this.#address}: the other end has closed it`;
    throw new ReadoutError("link.closed", text, { address: this.#address });
  }

  #bad(why: string): ReadoutError {
    const received = new TextDecoder("latin1").decode(this.#received.bytes.subarray(0, 256));
    const text = `Cannot understand ${this.#address}: ${why}`;
    return new ReadoutError("frame.bad", text, { address: this.#address, received });
  }
}
