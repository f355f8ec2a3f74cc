import { assertEquals, assertRejects, assertStringIncludes } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";
import type { Clock } from "../../../lib/contract/clock.ts";
import { openTcp } from "../../../lib/transport/tcp/open_tcp.ts";
import { tcpPair } from "./tcp_pair.ts";

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

Deno.test({
  name: "openTcp() that is aborted on its way rejects with the reason, and leaves no connection",
  timeout,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    const stop = new AbortController();
    const opening = openTcp({ hostname: "127.0.0.1", port, signal: stop.signal });
    stop.abort("mine");
    assertEquals(await opening.catch((thrown) => thrown), "mine");
  },
});

Deno.test({
  name: "a TCP connection that is closed during a write that waits rejects it with link.closed",
  timeout,
  async fn() {
    await using pair = await tcpPair();
    const writing = assertRejects(() => pair.near.write(new Uint8Array(64_000_000)), ReadoutError);
    await pair.near[Symbol.asyncDispose]();
    assertEquals((await writing).code, "link.closed");
  },
});

Deno.test({
  name: "a TCP connection is kept alive",
  timeout,
  ignore: Deno.build.os !== "linux",
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const accepting = listener.accept();
    const { port } = listener.addr as Deno.NetAddr;
    await using _ = await openTcp({ hostname: "127.0.0.1", port });
    using __ = await accepting;
    // Columns: our address, theirs, state, queues, timer (02: keep-alive).
    const theirs = `0100007F:${port.toString(16).toUpperCase().padStart(4, "0")}`;
    const table = await Deno.readTextFile("/proc/net/tcp");
    const ours = table.split("\n").map((line) => line.trim().split(/\s+/))
      .find((columns) => columns[2] === theirs);
    assertEquals(ours?.[5]?.slice(0, 2), "02");
  },
});
