import type { AbortOptions } from "../contract/abort_options.ts";
import type { ByteSink, Chunk, Transport } from "../contract/transport.ts";
import { BytePump } from "../base/byte_pump.ts";
import { orAbort } from "../base/or_abort.ts";
import { linkClosed } from "./link_closed.ts";

/** One end of a stream socket, which it owns from here on. */
export class ConnectionTransport implements Transport {
  readonly label: string;
  readonly #connection: Deno.Conn;
  readonly #pump: BytePump;
  #isClosed = false;

  /**
   * Takes a connection over, and starts to receive.
   *
   * @param label A name for logs and errors.
   * @param connection What nobody else uses any more.
   */
  constructor(label: string, connection: Deno.Conn) {
    this.label = label;
    this.#connection = connection;
    this.#pump = new BytePump(
      (buffer) => connection.read(buffer),
      (error) => linkClosed(label, "read", error),
    );
  }

  read(options?: AbortOptions): Promise<Chunk> {
    return this.#pump.read(options);
  }

  flowTo(sink: ByteSink): void {
    this.#pump.flowTo(sink);
  }

  write(bytes: Uint8Array, { signal }: AbortOptions = {}): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (this.#isClosed) return Promise.reject(linkClosed(this.label, "write to"));
    const sending = this.#send(bytes, signal);
    return signal ? orAbort(sending, signal, () => {}) : sending;
  }

  async closeWrite(): Promise<void> {
    if (this.#isClosed) throw linkClosed(this.label, "finish sending to");
    await this.#connection.closeWrite();
  }

  [Symbol.asyncDispose](): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true;
      this.#pump.close(linkClosed(this.label, "read"));
      this.#connection.close();
    }
    return Promise.resolve();
  }

  async #send(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<void> {
    try {
      let sent = await this.#connection.write(bytes);
      while (sent < bytes.length && !signal?.aborted) {
        sent += await this.#connection.write(bytes.subarray(sent));
      }
    } catch (error) {
      throw linkClosed(this.label, "write to", error);
    }
  }
}
