import { transportConformance } from "../../../lib/testing/transport_conformance.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { openUdp } from "../../../lib/transport/udp/open_udp.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { createSocket } from "../../../lib/deps/node_dgram.ts";
import { assertEquals, assertGreater, assertLess, assertRejects } from "../../deps/assert.ts";
import { freeUdpPort, udpPair } from "./udp_pair.ts";

const timeout = 10_000;
const hostname = "127.0.0.1";

for (
  const { name, run } of transportConformance(udpPair, {
    stream: false,
    halfClose: false,
    gone: "nothing",
  })
) {
  Deno.test({ name: `udp ${name}`, timeout: 20_000, fn: run });
}

Deno.test({
  name: "openUdp() hears nobody but its device",
  timeout,
  async fn() {
    const [port, localPort] = [freeUdpPort(), freeUdpPort()];
    await using wire = await openUdp({ hostname, port, localPort });
    await using stranger = await openUdp({ hostname, port: localPort });
    await using device = await openUdp({ hostname, port: localPort, localPort: port });
    const reading = wire.read();
    await stranger.write(Uint8Array.of(6, 6, 6));
    await device.write(Uint8Array.of(1));
    assertEquals(await reading, { kind: "bytes", bytes: Uint8Array.of(1) });
  },
});

for (const name of ["localhost", "::1", "0:0:0:0:0:0:0:1"]) {
  Deno.test({
    name: `openUdp() talks to ${name}`,
    timeout,
    ignore: name.includes(":") && !hasIpv6(),
    async fn() {
      await using pair = await udpPair(name);
      await pair.near.write(Uint8Array.of(1, 2));
      assertEquals(await pair.far.read(), { kind: "bytes", bytes: Uint8Array.of(1, 2) });
    },
  });
}

Deno.test({
  name: "openUdp() of its own port that is taken, or a name that nobody has, is link.failed",
  timeout,
  async fn() {
    const localPort = freeUdpPort();
    await using _ = await openUdp({ hostname, port: 1, localPort });
    const taken = await assertRejects(
      () => openUdp({ hostname, port: 1, localPort }),
      ReadoutError,
    );
    assertEquals([taken.code, taken.context.address], ["link.failed", "udp://127.0.0.1:1"]);
    const nobody = () => openUdp({ hostname: "nobody.invalid", port: 1 });
    assertEquals((await assertRejects(nobody, ReadoutError)).code, "link.failed");
  },
});

Deno.test({
  name: "openUdp() rejects with the caller's own reason",
  timeout,
  async fn() {
    const options = { hostname, port: 1, signal: AbortSignal.abort("mine") };
    assertEquals(await openUdp(options).catch((thrown) => thrown), "mine");
  },
});

Deno.test({
  name: "a datagram of more than 65507 bytes is refused, and nothing at all is not sent",
  timeout,
  async fn() {
    await using pair = await udpPair();
    await assertRejects(() => pair.near.write(new Uint8Array(65_508)), RangeError, "65507");
    await pair.near.write(new Uint8Array(0));
    await pair.near.write(new Uint8Array(65_507));
    const chunk = await pair.far.read();
    assertEquals(chunk.kind === "bytes" && chunk.bytes.length, 65_507);
  },
});

Deno.test({
  name: "a datagram with nothing in it is neither read nor sent",
  timeout,
  async fn() {
    const device = createSocket("udp4");
    await new Promise<void>((resolve) => device.bind(0, hostname, () => resolve()));
    await using stack = new AsyncDisposableStack();
    stack.defer(() => new Promise<void>((resolve) => device.close(() => resolve())));
    const wire = stack.use(await openUdp({ hostname, port: device.address().port }));

    const heard = new Promise<[number, number]>((resolve) => {
      device.once("message", (message, from) => resolve([message.length, from.port]));
    });
    await wire.write(new Uint8Array(0));
    await wire.write(Uint8Array.of(1, 2, 3));
    const [length, port] = await heard;
    assertEquals(length, 3);
    device.send(new Uint8Array(0), port, hostname);
    device.send(Uint8Array.of(4), port, hostname);
    assertEquals(await wire.read(), { kind: "bytes", bytes: Uint8Array.of(4) });
  },
});

Deno.test({
  name: "datagrams that nobody reads wait up to 256 KiB, and the later ones are lost",
  timeout,
  async fn() {
    await using pair = await udpPair();
    for (let at = 0; at < 1_000; at++) {
      await pair.far.write(new Uint8Array(1_400).fill(at));
      await nextTurn(); // it is received
    }
    let bytes = 0;
    for (let isThere = true; isThere;) {
      const stop = new AbortController();
      const reading = pair.near.read({ signal: stop.signal });
      queueMicrotask(() => stop.abort()); // only what is there already
      const chunk = await reading.catch(() => undefined);
      isThere = chunk?.kind === "bytes";
      if (chunk?.kind === "bytes") bytes += chunk.bytes.length;
    }
    assertGreater(bytes, 200_000);
    assertLess(bytes, 262_144 + 1_400);
  },
});

function hasIpv6(): boolean {
  try {
    using _ = Deno.listen({ hostname: "::1", port: 0 });
    return true;
  } catch {
    return false;
  }
}
