import type { AbortOptions } from "../contract/abort_options.ts";
import type { ByteSink, Chunk, Transport } from "../contract/transport.ts";
import { BytePump } from "../base/byte_pump.ts";
import { Descriptor } from "../posix/descriptor.ts";
import { PosixError } from "../posix/posix_error.ts";
import type { PosixUse } from "../posix/posix_system.ts";
import { linkClosed } from "./link_closed.ts";

/** What a port or device file is as a transport. */
export interface DescriptorOptions {
  /** A name for logs and errors. */
  readonly label: string;
  /**
   * What a read of nothing means: the other end has finished, as in a pipe (`eof`), or the line is
   * gone, as when it is unplugged (`link.closed`).
   */
  readonly end: "eof" | "link.closed";
  /** Called once, before the descriptor is closed. */
  readonly beforeClose?: (() => void) | undefined;
}

/** A port or device file as a transport, which owns it from here on. */
export class DescriptorTransport implements Transport {
  readonly label: string;
  readonly #descriptor: Descriptor;
  readonly #pump: BytePump;
  readonly #beforeClose: (() => void) | undefined;
  #closing: Promise<void> | undefined;

  /** Takes over `posix` and `fd`, and starts to receive. */
  constructor(posix: PosixUse, fd: number, { label, end, beforeClose }: DescriptorOptions) {
    this.label = label;
    this.#beforeClose = beforeClose;
    const descriptor = new Descriptor(posix, fd);
    this.#descriptor = descriptor;
    this.#pump = new BytePump(
      async (buffer) => {
        const count = await descriptor.readInto(buffer as Uint8Array<ArrayBuffer>);
        if (count === null && end === "link.closed") throw new PosixError("read", "EIO");
        return count;
      },
      (error) => linkClosed(label, "read", error),
    );
  }

  read(options?: AbortOptions): Promise<Chunk> {
    return this.#pump.read(options);
  }

  flowTo(sink: ByteSink): void {
    this.#pump.flowTo(sink);
  }

  async write(bytes: Uint8Array, options: AbortOptions = {}): Promise<void> {
    const { signal } = options;
    signal?.throwIfAborted();
    if (this.#closing) throw linkClosed(this.label, "write to");
    try {
      await this.#descriptor.write(bytes, options);
    } catch (error) {
      throw error instanceof PosixError ? linkClosed(this.label, "write to", error) : error;
    }
  }

  closeWrite(): Promise<void> {
    if (this.#closing) return Promise.reject(linkClosed(this.label, "finish sending to"));
    const message = `Cannot finish sending to ${this.label}: it has no way to say so; close it`;
    return Promise.reject(new TypeError(message));
  }

  /** Closes it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.#closing ??= this.#close();
  }

  #close(): Promise<void> {
    this.#pump.close(linkClosed(this.label, "read"));
    this.#beforeClose?.();
    return this.#descriptor.close(linkClosed(this.label, "write to"));
  }
}
