import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import type { Address } from "../../../lib/instrument/parse_address.ts";
import { openTransport, transportOpener } from "../../../lib/open/open_transport.ts";
import { openPty } from "../../../lib/transport/pty/open_pty.ts";
import { TcpTransport } from "../../../lib/transport/tcp/tcp_transport.ts";
import { openUdp } from "../../../lib/transport/udp/open_udp.ts";
import {
  assertEquals,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "../../deps/assert.ts";
import { freeUdpPort } from "../transport/udp_pair.ts";

const timeout = 10_000;

Deno.test({
  name: "openTransport() connects by TCP, by a text or a parsed address",
  timeout,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    const parsed: Address = { kind: "tcp", hostname: "127.0.0.1", port };
    for (
      const address of [`TCPIP::127.0.0.1::${port}::SOCKET`, `tcp://127.0.0.1:${port}`, parsed]
    ) {
      const accepting = listener.accept();
      await using near = await openTransport(address);
      await using far = new TcpTransport("tcp:device", await accepting);
      await passes(near, far);
    }
  },
});

Deno.test({
  name: "openTransport() connects by UDP, from the port that the address says",
  timeout,
  async fn() {
    const [here, there] = [freeUdpPort(), freeUdpPort()];
    await using near = await openTransport(`udp://127.0.0.1:${there}?localPort=${here}`);
    await using far = await openUdp({ hostname: "127.0.0.1", port: here, localPort: there });
    await passes(near, far);
  },
});

Deno.test({
  name: "openTransport() connects to a Unix socket",
  timeout,
  async fn() {
    const folder = await Deno.makeTempDir({ prefix: "readout_unix_" });
    await using stack = new AsyncDisposableStack();
    stack.defer(() => Deno.remove(folder, { recursive: true }));
    const listener = stack.use(Deno.listen({ transport: "unix", path: `${folder}/a b` }));
    const accepting = listener.accept();
    const near = stack.use(await openTransport(`unix://${folder}/a%20b`));
    const far = stack.use(await accepting);
    await near.write(Uint8Array.of(7));
    const buffer = new Uint8Array(9);
    assertEquals([await far.read(buffer), buffer[0]], [1, 7]);
  },
});

Deno.test({
  name: "openTransport() opens a serial port and a device file",
  timeout,
  async fn() {
    for (const scheme of ["serial", "device"]) {
      await using pty = await openPty();
      await using near = await openTransport(`${scheme}://${pty.path}`);
      await passes(pty.transport, near);
    }
  },
});

Deno.test({
  name: "openTransport() starts a program, with what it is given",
  timeout,
  async fn() {
    const given = "arg=eval&arg=console.log(Deno.args[0])&arg=a%20%26b";
    await using wire = await openTransport(`process://${Deno.execPath()}?${given}`);
    assertEquals(await textOf(wire), "a &b\n");
  },
});

Deno.test({
  name: "openTransport() says when a kind of address is not supported yet, or cannot be read",
  timeout,
  async fn() {
    await assertRejects(
      () => openTransport("GPIB0::5::INSTR"),
      TypeError,
      "GPIB resources are not",
    );
    await assertRejects(() => openTransport("10.0.0.5"), TypeError, "VISA resource string");
  },
});

Deno.test("transportOpener() says so at once, before anything is connected", () => {
  assertThrows(() => transportOpener("USB::1::2::SN::INSTR"), TypeError, "USB resources are not");
  assertThrows(() => transportOpener("tcp://10.0.0.5"), TypeError, "tcp://HOST:PORT");
});

Deno.test({
  name: "openTransport() hands on the signal, and how long connecting may take",
  timeout,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const address = `tcp://127.0.0.1:${(listener.addr as Deno.NetAddr).port}`;
    const signal = AbortSignal.abort("mine");
    assertEquals(await openTransport(address, { signal }).catch((thrown) => thrown), "mine");

    const over = (_: number, callback: () => void): () => void => (callback(), () => {});
    const options = { clock: { ...systemClock, timer: over }, connectTimeoutMs: 7 };
    const late = await assertRejects(() => openTransport(address, options), ReadoutError);
    assertEquals(late.code, "timeout.connect");
    assertStringIncludes(late.message, "7 ms");
  },
});

/** A byte, each way. */
async function passes(near: Transport, far: Transport): Promise<void> {
  for (const [from, to] of [[near, far], [far, near]] as const) {
    await from.write(Uint8Array.of(7));
    assertEquals(await to.read(), { kind: "bytes", bytes: Uint8Array.of(7) });
  }
}

async function textOf(wire: Transport): Promise<string> {
  let text = "";
  for (let chunk = await wire.read(); chunk.kind === "bytes"; chunk = await wire.read()) {
    text += new TextDecoder().decode(chunk.bytes);
  }
  return text;
}
