import { assertEquals } from "../../deps/assert.ts";
import { DescriptorCount } from "./descriptor_count.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { openPty, type Pty } from "../../../lib/transport/pty/open_pty.ts";
import { openSerial } from "../../../lib/transport/serial/open_serial.ts";
import { readText, sendText } from "../transport/read_bytes.ts";

const timeout = 30_000;

async function openPorts(count: number): Promise<{ ptys: Pty[]; ports: Transport[] }> {
  const ptys = await Promise.all(Array.from({ length: count }, () => openPty()));
  const ports = await Promise.all(ptys.map(({ path }) => openSerial({ path })));
  return { ptys, ports };
}

async function closeAll(closables: readonly AsyncDisposable[]): Promise<void> {
  await Promise.all(closables.map((closable) => closable[Symbol.asyncDispose]()));
}

Deno.test({
  name: "64 silent ports with a pending read each delay no file access, and each is still served",
  timeout,
  async fn() {
    const { ptys, ports } = await openPorts(64);
    const heard: number[] = [];
    const reading = ports.map(async (port, at) => {
      await readText(port, 1);
      heard.push(at);
    });
    const file = await Deno.makeTempFile();
    // Deno's threads are 32: were each port to hold one, none of these would ever end.
    await Promise.all(Array.from({ length: 100 }, () => Deno.readTextFile(file)));
    await Deno.remove(file);
    assertEquals(heard, []);

    for (const { transport } of ptys.toReversed()) await sendText(transport, "!");
    await Promise.all(reading);
    assertEquals(heard.toSorted((a, b) => a - b), ports.map((_, at) => at));
    await closeAll([...ports, ...ptys]);
  },
});

Deno.test({
  name: "a port that is flooded lets another port, and the event loop, have their turns",
  timeout,
  async fn() {
    const { ptys, ports } = await openPorts(2);
    const [loud, quiet] = ports as [Transport, Transport];
    let isOver = false;
    const flooding = (async () => {
      const block = new Uint8Array(65_536);
      while (!isOver) await ptys[0]!.transport.write(block);
    })();
    let taken = 0;
    const draining = (async () => {
      while (!isOver) {
        const chunk = await loud.read();
        if (chunk.kind === "bytes") taken += chunk.bytes.length;
      }
    })();
    for (let turn = 0; turn < 20; turn++) {
      await sendText(ptys[1]!.transport, "ping");
      assertEquals(await readText(quiet, 4), "ping");
      await new Promise((resolve) => setImmediate(resolve));
    }
    isOver = true;
    await Promise.all([flooding, draining]);
    assertEquals(taken > 0, true);
    await closeAll([...ports, ...ptys]);
  },
});

Deno.test({
  name: "a hundred times open and close leave no descriptor, also with a read pending",
  timeout,
  async fn() {
    const descriptors = new DescriptorCount();
    for (let round = 0; round < 100; round++) {
      await cycle();
      descriptors.take();
    }
    descriptors.assertNoLeak();
  },
});

async function cycle(): Promise<void> {
  const { ptys, ports } = await openPorts(1);
  const reading = ports[0]!.read().catch(() => undefined); // it is closed
  await closeAll(ports);
  await reading;
  await closeAll(ptys);
}
