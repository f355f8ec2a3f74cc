// A channel of your own: a name, a unit, and a function that fetches one value. Here, how long a
// connection to a port takes.
//
//   deno run --allow-net=127.0.0.1 examples/own_channel.ts
import { channel, readAll, systemClock } from "../mod.ts";

using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
const { port } = listener.addr as Deno.NetAddr;

const connect = (to: number) =>
  channel(`connect.${to === port ? "open" : "closed"}`, "ms", async ({ signal }) => {
    const startMs = systemClock.nowMs();
    using _connection = await Deno.connect({ hostname: "127.0.0.1", port: to, signal });
    return systemClock.nowMs() - startMs;
  });

for (const reading of await readAll([connect(port), connect(1)], { timeoutMs: 500 })) {
  console.log(reading.channel, reading.value?.toFixed(3) ?? reading.fault?.message);
}
