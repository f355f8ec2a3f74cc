import { assertEquals, assertRejects } from "../../../deps/assert.ts";
import { nextTurn } from "../../../../lib/base/system_clock.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { openDevice } from "../../../../lib/transport/device/open_device.ts";
import { readText, sendText } from "../read_bytes.ts";

const timeout = 20_000;

interface NamedPipe extends AsyncDisposable {
  readonly path: string;
}

async function namedPipe(): Promise<NamedPipe> {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/pipe`;
  await new Deno.Command("/usr/bin/mkfifo", { args: [path] }).output();
  return { path, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

Deno.test({
  name: "a device file carries bytes, and tells the end when its last writer has gone",
  timeout,
  async fn() {
    await using pipe = await namedPipe();
    await using reader = await openDevice({ path: pipe.path, access: "read" });
    await using writer = await openDevice({ path: pipe.path, access: "write" });
    const reading = readText(reader, 5);
    await nextTurn();
    await sendText(writer, "hello");
    assertEquals(await reading, "hello");
    await sendText(writer, "bye");
    await writer[Symbol.asyncDispose]();
    assertEquals(await readText(reader, 3), "bye");
    for (let read = 0; read < 2; read++) assertEquals(await reader.read(), { kind: "eof" });
  },
});

Deno.test({
  name: "a device file waits for room, and loses nothing",
  timeout,
  async fn() {
    await using pipe = await namedPipe();
    await using reader = await openDevice({ path: pipe.path, access: "read" });
    await using writer = await openDevice({ path: pipe.path, access: "write" });
    const text = "0123456789".repeat(50_000);
    const [received] = await Promise.all([readText(reader, text.length), sendText(writer, text)]);
    assertEquals(received === text, true);
  },
});

Deno.test({
  name: "a device file whose reader has gone rejects writes with link.closed",
  timeout,
  async fn() {
    await using pipe = await namedPipe();
    await using reader = await openDevice({ path: pipe.path, access: "read" });
    await using writer = await openDevice({ path: pipe.path, access: "write" });
    await reader[Symbol.asyncDispose]();
    const error = await assertRejects(() => sendText(writer, "x"), ReadoutError, "EPIPE");
    assertEquals([error.code, error.context.address], ["link.closed", `device:${pipe.path}`]);
  },
});

Deno.test({
  name: "a device file that is closed ends its pending read with link.closed",
  timeout,
  async fn() {
    await using pipe = await namedPipe();
    await using both = await openDevice({ path: pipe.path });
    const reading = assertRejects(() => both.read(), ReadoutError);
    await nextTurn();
    await both[Symbol.asyncDispose]();
    assertEquals((await reading).code, "link.closed");
  },
});

Deno.test("openDevice() to no file is link.failed, and rejects with the caller's own reason", async () => {
  const path = "/dev/none7";
  const error = await assertRejects(() => openDevice({ path }), ReadoutError, "ENOENT");
  assertEquals(error.code, "link.failed");
  const signal = AbortSignal.abort("mine");
  assertEquals(await openDevice({ path, signal }).catch((thrown) => thrown), "mine");
});
