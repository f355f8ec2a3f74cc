import type { AbortOptions } from "../contract/abort_options.ts";
import type { Transport } from "../contract/transport.ts";
import { printable } from "../base/printable.ts";
import { type Address, parseAddress } from "../instrument/parse_address.ts";
import type { OpenTransportOptions } from "../transport/dial.ts";

export type { OpenTransportOptions } from "../transport/dial.ts";

/** Connects to an address, as {@linkcode openTransport} does. */
export type OpenTransport = (
  address: string | Address,
  options: OpenTransportOptions,
) => Promise<Transport>;

/** How an instrument is connected. */
export interface ConnectOptions {
  /** What connects to its address, for a simulated network. Default: {@linkcode openTransport}. */
  readonly openTransport?: OpenTransport | undefined;
}

/** An address of a kind that is supported. */
type Reachable = Exclude<Address, { readonly kind: "unsupported" }>;

/** Connects: each call makes a new connection. */
export type TransportOpener = (options: AbortOptions) => Promise<Transport>;

/**
 * Connects to an address, by whatever carries bytes there. Only that is loaded.
 *
 * @param address A VISA resource string or a URL, see {@linkcode parseAddress}.
 * @param options How long connecting may take, and a signal.
 * @returns A transport that is ready. Rejects with `link.failed`, `timeout.connect`,
 * `permission.missing` (naming the flags), `signal.reason`, or a `TypeError` if the address cannot
 * be read, or is of a kind that is not supported yet.
 *
 * @example Asking an instrument by hand
 * ```ts no-eval
 * await using wire = await openTransport("tcp://10.0.0.5:5025");
 * await wire.write(new TextEncoder().encode("*IDN?\n"));
 * ```
 */
export async function openTransport(
  address: string | Address,
  options: OpenTransportOptions = {},
): Promise<Transport> {
  return await transportOpener(address, options)(options);
}

/**
 * What connects to an address, again and again: a link's `open`.
 *
 * @param address A VISA resource string or a URL, see {@linkcode parseAddress}.
 * @param options How long each connecting may take, and what connects.
 * @throws {TypeError} At once, if the address cannot be read, or is of a kind that is not supported
 * yet.
 */
export function transportOpener(
  address: string | Address,
  options: Omit<OpenTransportOptions, "signal"> & ConnectOptions = {},
): TransportOpener {
  const { connectTimeoutMs, clock, openTransport } = options;
  const where = typeof address === "string" ? parseAddress(address) : address;
  if (where.kind === "unsupported") {
    throw new TypeError(
      `Cannot open ${printable(where.resource, 100)}: ${where.interfaceType} resources are not ` +
        `supported yet, only SOCKET and ASRL ones`,
    );
  }
  if (openTransport) {
    return ({ signal }) => openTransport(address, { connectTimeoutMs, clock, signal });
  }
  return ({ signal }) => connect(where, { connectTimeoutMs, clock, signal });
}

async function connect(where: Reachable, options: OpenTransportOptions): Promise<Transport> {
  switch (where.kind) {
    case "tcp": {
      const { openTcp } = await import("../transport/tcp/open_tcp.ts");
      return await openTcp({ ...where, ...options });
    }
    case "udp": {
      const { openUdp } = await import("../transport/udp/open_udp.ts");
      return await openUdp({ ...where, ...options });
    }
    case "unix": {
      const { openUnix } = await import("../transport/unix/open_unix.ts");
      return await openUnix({ ...where, ...options });
    }
    case "serial": {
      const { openSerial } = await import("../transport/serial/open_serial.ts");
      return await openSerial({ ...where, ...options });
    }
    case "device": {
      const { openDevice } = await import("../transport/device/open_device.ts");
      return await openDevice({ ...where, ...options });
    }
    case "process": {
      const { openProcess } = await import("../transport/process/open_process.ts");
      return await openProcess({ ...where, ...options });
    }
  }
}
