import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Chunk, Transport } from "../../contract/transport.ts";
import { BytePump } from "../../base/byte_pump.ts";
import { ReadoutError } from "../../base/readout_error.ts";

/** One end of a TCP connection, which it owns from here on. */
export class TcpTransport implements Transport {
  readonly label: string;
  readonly #connection: Deno.TcpConn;
  readonly #pump: BytePump;
  #isClosed = false;

  constructor(label: string, connection: Deno.TcpConn) {
    this.label = label;
    this.#connection = connection;
    connection.setNoDelay(true);
    connection.setKeepAlive(true);
    this.#pump = new BytePump(
      (buffer) => connection.read(buffer),
      (error) => this.#closed("read", error),
    );
  }

  read(options?: AbortOptions): Promise<Chunk> {
    return this.#pump.read(options);
  }

  async write(bytes: Uint8Array, { signal }: AbortOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw this.#closed("write");
    const aborted = Promise.withResolvers<never>();
    const onAbort = (): void => aborted.reject(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      await Promise.race([this.#send(bytes, signal), aborted.promise]);
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  async closeWrite(): Promise<void> {
    if (this.#isClosed) throw this.#closed("finish sending");
    await this.#connection.closeWrite();
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#pump.close(this.#closed("read"));
      this.#connection.close();
    }
    return Promise.resolve();
  }

  async #send(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    try {
      for (let sent = 0; sent < bytes.length && !signal?.aborted;) {
        sent += await this.#connection.write(bytes.subarray(sent));
      }
    } catch (error) {
      throw this.#closed("write", error);
    }
  }

  #closed(verb: string, cause?: unknown): ReadoutError {
    const why = cause instanceof Error ? cause.message : "it is closed";
    return new ReadoutError("link.closed", `Cannot ${verb} ${this.label}: ${why}`, {
      address: this.label,
      ...(cause === undefined ? {} : { cause }),
    });
  }
}
