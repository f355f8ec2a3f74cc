import type { TransportPair } from "../../../lib/testing/transport_conformance.ts";
import { openTcp } from "../../../lib/transport/tcp/open_tcp.ts";
import { TcpTransport } from "../../../lib/transport/tcp/tcp_transport.ts";

/** Both ends of a TCP connection on this computer. */
export async function tcpPair(): Promise<TransportPair> {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr as Deno.NetAddr;
  const accepting = listener.accept();
  const near = await openTcp({ hostname: "127.0.0.1", port });
  const far = new TcpTransport("tcp://device", await accepting);
  return {
    near,
    far,
    async [Symbol.asyncDispose](): Promise<void> {
      await near[Symbol.asyncDispose]();
      await far[Symbol.asyncDispose]();
    },
  };
}
