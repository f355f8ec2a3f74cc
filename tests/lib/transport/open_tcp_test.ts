import { assertEquals, assertRejects, assertStringIncludes } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";
import type { Clock } from "../../../lib/contract/clock.ts";
import { openTcp } from "../../../lib/transport/tcp/open_tcp.ts";

const timeout = 10_000;

/** A clock on which every timer is over at once. */
const hasty: Clock = {
  ...systemClock,
  timer(_: number, callback: () => void): () => void {
    callback();
    return () => {};
  },
};

function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return (listener.addr as Deno.NetAddr).port;
}

Deno.test({
  name: "openTcp() to a port where nobody listens is link.failed, with the address",
  timeout,
  async fn() {
    const port = freePort();
    const open = () => openTcp({ hostname: "127.0.0.1", port });
    const error = await assertRejects(open, ReadoutError, "refused");
    assertEquals([error.code, error.context.address], ["link.failed", `tcp://127.0.0.1:${port}`]);
  },
});

Deno.test({
  name: "openTcp() is bounded, and leaves no connection when its time is over",
  timeout,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    const open = () => openTcp({ hostname: "127.0.0.1", port, connectTimeoutMs: 5, clock: hasty });
    assertEquals((await assertRejects(open, ReadoutError, "5 ms")).code, "timeout.connect");
  },
});

Deno.test({
  name: "openTcp() rejects with the caller's own reason",
  timeout,
  async fn() {
    const options = { hostname: "127.0.0.1", port: freePort(), signal: AbortSignal.abort("mine") };
    assertEquals(await openTcp(options).catch((thrown) => thrown), "mine");
  },
});

Deno.test({
  name: "a TCP connection that is reset rejects writes with link.closed, naming the address",
  timeout,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const accepting = listener.accept();
    const { port } = listener.addr as Deno.NetAddr;
    await using wire = await openTcp({ hostname: "127.0.0.1", port });
    const device = await accepting;
    await wire.write(new Uint8Array(100_000));
    device.close(); // with bytes that it has not read: a reset
    const writing = async () => {
      for (let write = 0; write < 10; write++) await wire.write(new Uint8Array(100_000));
    };
    const error = await assertRejects(writing, ReadoutError);
    assertEquals(error.code, "link.closed");
    assertStringIncludes(error.message, `tcp://127.0.0.1:${port}`);
  },
});
