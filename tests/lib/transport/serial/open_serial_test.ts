import { assertEquals, assertRejects, assertStringIncludes } from "../../../deps/assert.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { openPty } from "../../../../lib/transport/pty/open_pty.ts";
import { openSerial } from "../../../../lib/transport/serial/open_serial.ts";
import { readBytes, readText, sendText } from "../read_bytes.ts";
import { serialPair } from "./serial_pair.ts";

const timeout = 20_000;

Deno.test({
  name: "a serial port carries every byte as it is, both ways, with and without flow control",
  timeout,
  async fn() {
    const every = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    for (const flowControl of ["none", "hardware"] as const) {
      await using pair = await serialPair({ flowControl });
      await pair.near.write(every);
      assertEquals(await readBytes(pair.far, 256), every);
      await pair.far.write(every);
      assertEquals(await readBytes(pair.near, 256), every);
    }
  },
});

Deno.test({
  name: "two serial ports talk to each other over a cable",
  timeout,
  async fn() {
    await using left = await serialPair();
    await using right = await serialPair();
    await sendText(left.near, "ping");
    await right.far.write(await readBytes(left.far, 4));
    assertEquals(await readText(right.near, 4), "ping");
    await sendText(right.near, "pong");
    await left.far.write(await readBytes(right.far, 4));
    assertEquals(await readText(left.near, 4), "pong");
  },
});

Deno.test({
  name: "openSerial() drops what was received before",
  timeout,
  async fn() {
    await using pty = await openPty();
    await using first = await openSerial({ path: pty.path });
    await sendText(pty.transport, "x");
    assertEquals(await readText(first, 1), "x"); // what is written now arrives at once
    await first[Symbol.asyncDispose]();

    await sendText(pty.transport, "stale");
    await using port = await openSerial({ path: pty.path });
    await sendText(pty.transport, "fresh");
    assertEquals(await readText(port, 5), "fresh");
  },
});

Deno.test({
  name: "openSerial() to a port that is open is address.in-use, until that one is closed",
  timeout,
  async fn() {
    await using pair = await serialPair();
    const open = () => openSerial({ path: pair.path });
    const error = await assertRejects(open, ReadoutError, "another program has it");
    assertEquals([error.code, error.context.address], ["address.in-use", `serial://${pair.path}`]);

    await pair.near[Symbol.asyncDispose]();
    await using again = await openSerial({ path: pair.path });
    await sendText(again, "hello");
    assertEquals(await readText(pair.far, 5), "hello");
  },
});

Deno.test("openSerial() to no port is link.failed, and says where ports are listed", async () => {
  const open = () => openSerial({ path: "/dev/ttyNONE7" });
  const error = await assertRejects(open, ReadoutError, "ENOENT");
  assertEquals(error.code, "link.failed");
  assertStringIncludes(error.message, "listSerialPorts()");
});

Deno.test("openSerial() to a file that is no port is link.failed", async () => {
  for (const path of [await Deno.makeTempFile(), "/dev/null", "/tmp", "/dev/pts/0\0"]) {
    const error = await assertRejects(() => openSerial({ path }), ReadoutError);
    assertEquals(error.code, "link.failed", path);
  }
});

Deno.test("openSerial() rejects with the caller's own reason", async () => {
  const signal = AbortSignal.abort("mine");
  assertEquals(await openSerial({ path: "/dev/null", signal }).catch((thrown) => thrown), "mine");
});

Deno.test({
  name: "openSerial() without --allow-ffi is permission.missing, and names the flag",
  permissions: { ffi: false },
  async fn() {
    const open = () => openSerial({ path: "/dev/ttyS0" });
    const error = await assertRejects(open, ReadoutError, "--allow-ffi");
    assertEquals(error.code, "permission.missing");
  },
});

Deno.test({
  name: "a serial port has no half to close: closeWrite() says so",
  timeout,
  async fn() {
    await using pair = await serialPair();
    await assertRejects(() => pair.near.closeWrite(), TypeError, "no way to say so");
  },
});

Deno.test({
  name: "sendBreak() and the signals of a line without wires are source.unsupported",
  timeout,
  async fn() {
    await using pair = await serialPair();
    for (
      const ask of [
        () => pair.near.getSignals(),
        () => pair.near.setSignals({ dataTerminalReady: true, requestToSend: false }),
      ]
    ) {
      assertEquals((await assertRejects(ask, ReadoutError)).code, "source.unsupported");
    }
    await pair.near[Symbol.asyncDispose]();
    const late = () => pair.near.getSignals();
    assertEquals((await assertRejects(late, ReadoutError)).code, "link.closed");
  },
});
