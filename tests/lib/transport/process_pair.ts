import { openProcess } from "../../../lib/transport/process/open_process.ts";
import { TcpTransport } from "../../../lib/transport/tcp/tcp_transport.ts";
import type { TransportPair } from "../../../lib/testing/transport_conformance.ts";
import { pairOf } from "./pair_of.ts";

/** A program that connects to a port, sends there what it is told, and says what it hears there. */
const RELAY = `
exec 3<>/dev/tcp/127.0.0.1/$1
cat <&3 &
exec cat >&3
`;

/** A program's standard streams, and, through it, the other end. */
export async function processPair(): Promise<TransportPair> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const near = await openProcess({ command: "bash", args: ["-c", RELAY, "relay", String(port)] });
  return pairOf(near, new TcpTransport("tcp:program", await listener.accept()));
}
