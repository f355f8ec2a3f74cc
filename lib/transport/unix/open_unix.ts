import type { Transport } from "../../contract/transport.ts";
import { ConnectionTransport } from "../connection_transport.ts";
import { dial, type OpenTransportOptions } from "../dial.ts";

/** Where a Unix socket is, and how to connect. */
export interface UnixOptions extends OpenTransportOptions {
  /** The path of the socket. */
  readonly path: string;
}

/**
 * Connects to a Unix socket, such as a simulator's or a daemon's on this computer.
 *
 * Needs `--allow-net=unix:PATH --allow-read=PATH --allow-write=PATH`.
 *
 * @param options Where it is, how long connecting may take, and a signal.
 * @returns A transport that is ready. Rejects with `link.failed` (no such socket, nobody listens),
 * `timeout.connect`, `permission.missing`, or `signal.reason`.
 *
 * @example A simulator on this computer
 * ```ts no-eval
 * await using wire = await openUnix({ path: "/run/user/1000/dmm.sock" });
 * await wire.write(new TextEncoder().encode("*IDN?\n"));
 * ```
 */
export async function openUnix(options: UnixOptions): Promise<Transport> {
  const { path } = options;
  const label = `unix://${path}`;
  const connection = await dial({
    label,
    flags: `--allow-net=unix:${path} --allow-read=${path} --allow-write=${path}`,
    connect: () => Deno.connect({ transport: "unix", path }),
    close: (late) => late.close(),
  }, options);
  return new ConnectionTransport(label, connection);
}
