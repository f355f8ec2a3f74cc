import { transportConformance } from "../../../lib/testing/transport_conformance.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { openUnix } from "../../../lib/transport/unix/open_unix.ts";
import { assertEquals, assertRejects } from "../../deps/assert.ts";
import { unixPair } from "./unix_pair.ts";

const timeout = 10_000;

for (const { name, run } of transportConformance(unixPair)) {
  Deno.test({ name: `unix ${name}`, timeout: 20_000, fn: run });
}

Deno.test({
  name: "openUnix() of a path where no socket is is link.failed, with the address",
  timeout,
  async fn() {
    const error = await assertRejects(() => openUnix({ path: "/no/such.sock" }), ReadoutError);
    assertEquals([error.code, error.context.address], ["link.failed", "unix:///no/such.sock"]);
  },
});

Deno.test({
  name: "openUnix() rejects with the caller's own reason",
  timeout,
  async fn() {
    const options = { path: "/no/such.sock", signal: AbortSignal.abort("mine") };
    assertEquals(await openUnix(options).catch((thrown) => thrown), "mine");
  },
});

Deno.test({
  name: "a Unix socket that is closed during a write that waits rejects it with link.closed",
  timeout,
  async fn() {
    await using pair = await unixPair();
    const writing = assertRejects(() => pair.near.write(new Uint8Array(4_000_000)), ReadoutError);
    await pair.near[Symbol.asyncDispose]();
    assertEquals((await writing).code, "link.closed");
  },
});
