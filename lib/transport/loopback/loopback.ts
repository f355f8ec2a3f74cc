import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Chunk, Transport } from "../../contract/transport.ts";
import { ReadoutError } from "../../base/readout_error.ts";
import { Pipe } from "./pipe.ts";

/** Two transports that are each other's other end. */
export interface LoopbackPair extends AsyncDisposable {
  /** One end, such as a link's. */
  readonly near: Transport;
  /** The other, such as a simulated device's. */
  readonly far: Transport;
}

/** How much a loopback holds. */
export interface LoopbackOptions {
  /** Bytes that wait to be read, each way, before a write waits. Default: 65536. */
  readonly capacityBytes?: number | undefined;
}

/**
 * Makes two transports in memory, each the other's other end, as a cable with two plugs.
 *
 * @param options How much it holds.
 *
 * @example What one end writes, the other reads
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * await using pair = loopback();
 * await pair.near.write(Uint8Array.of(1, 2));
 * deepStrictEqual(await pair.far.read(), { kind: "bytes", bytes: Uint8Array.of(1, 2) });
 * ```
 */
export function loopback(options: LoopbackOptions = {}): LoopbackPair {
  const { capacityBytes = 65_536 } = options;
  const there = new Pipe(capacityBytes);
  const back = new Pipe(capacityBytes);
  const near = new LoopbackEnd("loopback:near", back, there);
  const far = new LoopbackEnd("loopback:far", there, back);
  return {
    near,
    far,
    async [Symbol.asyncDispose](): Promise<void> {
      await near[Symbol.asyncDispose]();
      await far[Symbol.asyncDispose]();
    },
  };
}

class LoopbackEnd implements Transport {
  readonly label: string;
  readonly #in: Pipe;
  readonly #out: Pipe;
  #isClosed = false;

  constructor(label: string, incoming: Pipe, outgoing: Pipe) {
    this.label = label;
    this.#in = incoming;
    this.#out = outgoing;
  }

  read(options: AbortOptions = {}): Promise<Chunk> {
    return this.#isClosed ? Promise.reject(this.#closed("read")) : this.#in.read(options);
  }

  write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    return this.#isClosed ? Promise.reject(this.#closed("write")) : this.#out.write(bytes, options);
  }

  closeWrite(): Promise<void> {
    if (this.#isClosed) return Promise.reject(this.#closed("finish sending"));
    this.#out.end();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#in.leave(this.#closed("read"), this.#closed("write"));
      this.#out.abandon(this.#closed("write"));
    }
    return Promise.resolve();
  }

  #closed(verb: string): ReadoutError {
    return new ReadoutError("link.closed", `Cannot ${verb} ${this.label}: it is closed`, {
      address: this.label,
    });
  }
}
