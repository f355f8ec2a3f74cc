import { assertEquals, assertRejects, assertStrictEquals } from "../../../deps/assert.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { openPty } from "../../../../lib/transport/pty/open_pty.ts";
import { SerialPort } from "../../../../lib/transport/serial/serial_port.ts";
import { readText, sendText } from "../read_bytes.ts";

const timeout = 20_000;

async function textFrom(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const { value } = await reader.read();
  return new TextDecoder().decode(value);
}

Deno.test({
  name: "a SerialPort opens, reads, writes and closes with the names of Web Serial",
  timeout,
  async fn() {
    await using pty = await openPty();
    const port = new SerialPort({ path: pty.path });
    assertEquals([port.readable, port.writable], [null, null]);
    await port.open({ baudRate: 57_600, dataBits: 8, stopBits: 2, parity: "none", bufferSize: 16 });
    assertStrictEquals(port.readable, port.readable);

    const writer = port.writable!.getWriter();
    await writer.write(new TextEncoder().encode("ping"));
    assertEquals(await readText(pty.transport, 4), "ping");
    writer.releaseLock();

    const reader = port.readable!.getReader();
    await sendText(pty.transport, "pong");
    assertEquals(await textFrom(reader), "pong");
    reader.releaseLock();

    await port.close();
    assertEquals([port.readable, port.writable], [null, null]);
    await port.open({ baudRate: 9_600 });
    await port.close();
  },
});

Deno.test({
  name: "a SerialPort loses no byte when a reader that waits releases its lock",
  timeout,
  async fn() {
    await using pty = await openPty();
    const port = new SerialPort({ path: pty.path });
    await port.open({ baudRate: 9_600 });
    const impatient = port.readable!.getReader();
    const reading = assertRejects(() => impatient.read(), TypeError);
    impatient.releaseLock();
    await reading;
    await sendText(pty.transport, "late");
    const patient = port.readable!.getReader();
    assertEquals(await textFrom(patient), "late");
    patient.releaseLock();
    await port.close();
  },
});

Deno.test({
  name: "a SerialPort whose readable was cancelled has a new one, with what came after",
  timeout,
  async fn() {
    await using pty = await openPty();
    const port = new SerialPort({ path: pty.path });
    await port.open({ baudRate: 9_600 });
    const cancelled = port.readable!;
    await cancelled.cancel();
    assertEquals(port.readable === cancelled, false);
    await sendText(pty.transport, "after");
    const reader = port.readable!.getReader();
    assertEquals(await textFrom(reader), "after");
    reader.releaseLock();
    await port.close();
  },
});

Deno.test({
  name: "a SerialPort is not closed while a stream is locked, and is opened only once",
  timeout,
  async fn() {
    await using pty = await openPty();
    const port = new SerialPort({ path: pty.path });
    await assertRejects(() => port.close(), TypeError, "not open");
    await assertRejects(() => port.getSignals(), TypeError, "not open");
    await assertRejects(() => port.open({ baudRate: 9_600, bufferSize: 0 }), RangeError, "buffer");
    await port.open({ baudRate: 9_600 });
    await assertRejects(() => port.open({ baudRate: 9_600 }), TypeError, "it is open");
    const reader = port.readable!.getReader();
    await assertRejects(() => port.close(), TypeError, "release the locks");
    reader.releaseLock();
    await port.close();
  },
});

Deno.test({
  name: "a SerialPort that is unplugged breaks its streams with link.closed, and can be closed",
  timeout,
  async fn() {
    await using pty = await openPty();
    const port = new SerialPort({ path: pty.path });
    await port.open({ baudRate: 9_600 });
    const reader = port.readable!.getReader();
    const reading = assertRejects(() => reader.read(), ReadoutError);
    await pty[Symbol.asyncDispose]();
    assertEquals((await reading).code, "link.closed");
    reader.releaseLock();
    await port.close();
  },
});

Deno.test("getInfo() of a SerialPort tells whose it is on USB, and nothing of others", () => {
  const ftdi = { path: "/dev/ttyUSB0", usbVendorId: 0x0403, usbProductId: 0x6001, product: "x" };
  assertEquals(new SerialPort(ftdi).getInfo(), { usbVendorId: 0x0403, usbProductId: 0x6001 });
  assertEquals(new SerialPort({ path: "/dev/ttyS0" }).getInfo(), {});
});
