import type { Transport } from "../../contract/transport.ts";
import { dial, type OpenTransportOptions } from "../dial.ts";
import { hostAndPort } from "../host_and_port.ts";
import { TcpTransport } from "./tcp_transport.ts";

/** Where a TCP connection goes, and how. */
export interface TcpOptions extends OpenTransportOptions {
  /** The host's name or address. */
  readonly hostname: string;
  /** The port. */
  readonly port: number;
}

/**
 * Connects by TCP. Small writes are sent at once (no Nagle). Keep-alive is on, after the system's
 * own time: two hours on Linux, which Deno cannot set. A question notices a silent peer sooner.
 *
 * Needs `--allow-net=10.0.0.5:5025`: the host as it is written here, and the port.
 *
 * @param options Where to, how long connecting may take, and a signal.
 * @returns A transport that is ready. Rejects with `timeout.connect`, `link.failed` (refused,
 * unreachable, no such host), `permission.missing`, or `signal.reason`.
 *
 * @example Asking an instrument by hand
 * ```ts no-eval
 * await using wire = await openTcp({ hostname: "10.0.0.5", port: 5025 });
 * await wire.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await wire.read();
 * if (chunk.kind === "bytes") console.log(new TextDecoder().decode(chunk.bytes));
 * ```
 */
export async function openTcp(options: TcpOptions): Promise<Transport> {
  const { hostname, port } = options;
  const place = hostAndPort(hostname, port);
  const label = `tcp://${place}`;
  const connection = await dial({
    label,
    flags: `--allow-net=${place}`,
    connect: (signal) => Deno.connect({ hostname, port, signal }),
    close: (late) => late.close(),
  }, options);
  return new TcpTransport(label, connection);
}
