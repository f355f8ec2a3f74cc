import { ConnectionTransport } from "../../../lib/transport/connection_transport.ts";
import { openUnix } from "../../../lib/transport/unix/open_unix.ts";
import type { TransportPair } from "../../../lib/testing/transport_conformance.ts";
import { pairOf } from "./pair_of.ts";

/** Both ends of a Unix socket, whose file is gone by then. */
export async function unixPair(): Promise<TransportPair> {
  const folder = await Deno.makeTempDir({ prefix: "readout_unix_" });
  try {
    const path = `${folder}/device.sock`;
    using listener = Deno.listen({ transport: "unix", path });
    const accepting = listener.accept();
    const near = await openUnix({ path });
    return pairOf(near, new ConnectionTransport("unix:device", await accepting));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
