import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Chunk, Transport } from "../../contract/transport.ts";
import { ChunkQueue } from "../../base/chunk_queue.ts";
import { orAbort } from "../../base/or_abort.ts";
import type { Socket } from "../../deps/node_dgram.ts";
import { linkClosed } from "../link_closed.ts";

/** What one datagram carries at the most, in IPv4. */
const MOST_BYTES = 65_507;

/** The device at the other end. */
export interface UdpPeer {
  /** Its address; no name. */
  readonly address: string;
  /** Its port. */
  readonly port: number;
}

/**
 * Datagrams to and from one device. Each write is one datagram, each read gives one; those of
 * anybody else, and empty ones, are passed over. What comes while nobody reads waits, up to 256 KiB;
 * after that it is lost, as datagrams are.
 */
export class UdpTransport implements Transport {
  readonly label: string;
  readonly #socket: Socket;
  readonly #peer: UdpPeer;
  readonly #queue = new ChunkQueue();
  #isClosed = false;

  /**
   * Takes a socket over that has been bound.
   *
   * @param label A name for logs and errors.
   * @param socket What nobody else uses any more.
   * @param peer With whom to talk.
   */
  constructor(label: string, socket: Socket, peer: UdpPeer) {
    this.label = label;
    this.#socket = socket;
    this.#peer = peer;
    const address = canonical(peer.address);
    socket.on("message", (message, from) => {
      if (from.port !== peer.port || canonical(from.address) !== address) return; // a stranger
      if (message.length === 0 || this.#queue.isFull) return;
      this.#queue.give(new Uint8Array(message)); // a copy: it is a view of a large buffer
    });
    socket.on("error", (error) => this.#queue.fail(linkClosed(label, "read", error)));
  }

  read(options?: AbortOptions): Promise<Chunk> {
    return this.#queue.read(options);
  }

  async write(bytes: Uint8Array, { signal }: AbortOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw linkClosed(this.label, "write to");
    if (bytes.length > MOST_BYTES) {
      throw new RangeError(
        `Cannot write ${bytes.length} bytes to ${this.label}: a datagram takes ${MOST_BYTES}`,
      );
    }
    if (bytes.length === 0) return;
    const sending = this.#send(bytes);
    await (signal ? orAbort(sending, signal, () => {}) : sending);
  }

  closeWrite(): Promise<void> {
    return Promise.reject(
      this.#isClosed
        ? linkClosed(this.label, "finish sending to")
        : new TypeError(`Cannot finish sending to ${this.label}: datagrams have no end`),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#queue.close(linkClosed(this.label, "read"));
    await new Promise<void>((resolve) => this.#socket.close(() => resolve()));
  }

  #send(bytes: Uint8Array): Promise<void> {
    const { address, port } = this.#peer;
    return new Promise((resolve, reject) => {
      this.#socket.send(bytes, port, address, (error) => {
        if (error) reject(linkClosed(this.label, "write to", error));
        else resolve();
      });
    });
  }
}

/** An address as others may write it: IPv6 in its shortest form, without a zone. */
function canonical(address: string): string {
  if (!address.includes(":")) return address;
  return new URL(`udp://[${address.replace(/%.*$/, "")}]`).hostname;
}
