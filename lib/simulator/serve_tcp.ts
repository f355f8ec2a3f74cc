import type { Transport } from "../contract/transport.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { hostAndPort } from "../transport/host_and_port.ts";
import { TcpTransport } from "../transport/tcp/tcp_transport.ts";
import { type Entrance, Host, type HostOptions, type ServedDevice } from "./host.ts";
import type { SimulatedDevice } from "./simulated_device.ts";

/** How a device is served by TCP. */
export interface ServeTcpOptions extends HostOptions {
  /** The address to listen at. Default: `127.0.0.1`, which only this computer reaches. */
  readonly hostname?: string | undefined;
  /** The port; 0 is any that is free. Default: 0. */
  readonly port?: number | undefined;
}

/**
 * Serves a simulated device on a TCP port, to several clients at once.
 *
 * @param device The device.
 * @param options Where, which faults, whose time, and a signal that ends it.
 * @returns What is served, listening. Rejects with `address.in-use`, `permission.missing`,
 * `link.failed`, or `signal.reason`.
 *
 * @example A multimeter, some of whose replies are late
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { dmm } from "@readout/readout/simulator";
 *
 * await using meter = await serveTcp(dmm(), { faults: { late: { rate: 0.05 } } });
 * strictEqual(new URL(meter.address).hostname, "127.0.0.1");
 * ```
 */
export function serveTcp<Q>(
  device: SimulatedDevice<Q>,
  options: ServeTcpOptions = {},
): Promise<ServedDevice> {
  return Promise.try(() => new TcpServer(device, options));
}

class TcpServer<Q> implements ServedDevice {
  readonly #entrance: TcpEntrance;
  readonly #host: Host<Q>;

  constructor(device: SimulatedDevice<Q>, options: ServeTcpOptions) {
    const { hostname = "127.0.0.1", port = 0 } = options;
    this.#entrance = new TcpEntrance(hostname, port, (wire) => this.#host.welcome(wire));
    this.#host = new Host(device, options, this.#entrance);
  }

  get address(): string {
    return this.#entrance.address;
  }

  get faults(): ServedDevice["faults"] {
    return this.#host.faults;
  }

  get clients(): number {
    return this.#host.clients;
  }

  hangUp(): Promise<void> {
    return this.#host.hangUp();
  }

  refuse(): void {
    this.#host.refuse();
  }

  admit(): void {
    this.#host.admit();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host[Symbol.asyncDispose]();
    await this.#entrance.ended;
  }
}

/** A TCP port that can be closed and opened again. */
class TcpEntrance implements Entrance {
  /** When nobody can come in any more. */
  ended: Promise<void> = Promise.resolve();
  readonly #hostname: string;
  readonly #welcome: (wire: Transport) => void;
  #port: number;
  #listener: Deno.TcpListener | undefined;

  constructor(hostname: string, port: number, welcome: (wire: Transport) => void) {
    this.#hostname = hostname;
    this.#port = port;
    this.#welcome = welcome;
  }

  get address(): string {
    return `tcp://${hostAndPort(this.#hostname, this.#port)}`;
  }

  open(): void {
    if (this.#listener) return;
    try {
      this.#listener = Deno.listen({ hostname: this.#hostname, port: this.#port });
    } catch (error) {
      throw cannotListen(this.address, error);
    }
    this.#port = this.#listener.addr.port; // the same one, when it opens again
    this.ended = this.#letIn(this.#listener);
  }

  close(): void {
    this.#listener?.close();
    this.#listener = undefined;
  }

  async #letIn(listener: Deno.TcpListener): Promise<void> {
    for await (const connection of listener) {
      const { hostname, port } = connection.remoteAddr;
      this.#welcome(new TcpTransport(`tcp://${hostAndPort(hostname, port)}`, connection));
    }
  }
}

function cannotListen(address: string, cause: unknown): ReadoutError {
  const why = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Deno.errors.AddrInUse
    ? "address.in-use"
    : cause instanceof Deno.errors.NotCapable
    ? "permission.missing"
    : "link.failed";
  const hint = code === "address.in-use" ? "; take another port, or 0 for any" : "";
  return new ReadoutError(code, `Cannot listen at ${address}: ${why}${hint}`, { address, cause });
}
