import type { Transport } from "../../contract/transport.ts";
import { createSocket, type Socket } from "../../deps/node_dgram.ts";
import { lookup } from "../../deps/node_dns.ts";
import { dial, notAllowed, type OpenTransportOptions } from "../dial.ts";
import { hostAndPort } from "../host_and_port.ts";
import { UdpTransport } from "./udp_transport.ts";

/** With whom to exchange datagrams, and how. */
export interface UdpOptions extends OpenTransportOptions {
  /** The device's address, or its name. */
  readonly hostname: string;
  /** The device's port: it must also send from there. */
  readonly port: number;
  /** Our own port, for a device that always sends to the same. Default: any that is free. */
  readonly localPort?: number | undefined;
}

/**
 * Makes ready to exchange datagrams with one device. Nothing is sent, so nobody knows yet whether
 * the device is there.
 *
 * Needs `--allow-net=10.0.0.5:161,0.0.0.0:0` (the device; our own port, 0 for any), with `[::]:0`
 * for IPv6. A device's name must be allowed as well, and without a port, to be looked up.
 *
 * @param options With whom, how long looking a name up may take, and a signal.
 * @returns A transport of datagrams: one in each write and each read. Rejects with `link.failed`
 * (no such name, our port is taken), `timeout.connect`, `permission.missing`, or `signal.reason`.
 *
 * @example A device that answers one datagram with another
 * ```ts no-eval
 * await using wire = await openUdp({ hostname: "10.0.0.5", port: 5025 });
 * await wire.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await wire.read();
 * if (chunk.kind === "bytes") console.log(new TextDecoder().decode(chunk.bytes));
 * ```
 */
export async function openUdp(options: UdpOptions): Promise<Transport> {
  const { hostname, port, localPort = 0 } = options;
  const label = `udp://${hostAndPort(hostname, port)}`;
  return await dial({
    label,
    flags: "--allow-net",
    connect: async () => {
      const name = /^[\d.]+$|:/.test(hostname) ? [] : [hostname];
      await allowed(label, name);
      const { address, family } = await lookup(hostname);
      const own = family === 6 ? "::" : "0.0.0.0";
      await allowed(label, [...name, hostAndPort(address, port), hostAndPort(own, localPort)]);
      const socket = await bound(family === 6 ? "udp6" : "udp4", own, localPort);
      return new UdpTransport(label, socket, { address, port });
    },
    close: (late) => void late[Symbol.asyncDispose](),
  }, options);
}

/** Asks for each place by itself: `node:dgram` ends the whole program when Deno refuses it one. */
async function allowed(label: string, places: readonly string[]): Promise<void> {
  for (const host of places) {
    const { state } = await Deno.permissions.request({ name: "net", host });
    if (state !== "granted") throw notAllowed(label, `--allow-net=${places.join(",")}`);
  }
}

function bound(type: "udp4" | "udp6", address: string, port: number): Promise<Socket> {
  const socket = createSocket(type);
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(port, address, () => {
      socket.off("error", reject);
      resolve(socket);
    });
  });
}
