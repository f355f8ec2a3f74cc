import { openUdp } from "../../../lib/transport/udp/open_udp.ts";
import type { TransportPair } from "../../../lib/testing/transport_conformance.ts";
import { pairOf } from "./pair_of.ts";

/** Two ends on this computer that exchange datagrams, each with the other only. */
export async function udpPair(hostname = "127.0.0.1"): Promise<TransportPair> {
  const [here, there] = [freeUdpPort(), freeUdpPort()];
  const near = await openUdp({ hostname, port: there, localPort: here });
  return pairOf(near, await openUdp({ hostname, port: here, localPort: there }));
}

/** A port that nobody uses at the moment: the same for TCP, so that it can be asked for. */
export function freeUdpPort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}
