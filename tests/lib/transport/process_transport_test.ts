import { nextTurn } from "../../../lib/base/system_clock.ts";
import { ProcessTransport } from "../../../lib/transport/process/process_transport.ts";
import { assertEquals, assertGreater, assertLess } from "../../deps/assert.ts";

Deno.test("a program is held back that says more than anybody reads, and goes on later", async () => {
  let blocks = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller): void {
      controller.enqueue(new Uint8Array(65_536));
      if (++blocks === 1_000) controller.close();
    },
  });
  const status = Promise.resolve({ success: true, code: 0, signal: null });
  const child = {
    stdin: new WritableStream(),
    stdout: endless,
    stderr: ReadableStream.from<Uint8Array>([]),
    status,
    unref: () => {},
  } as unknown as Deno.ChildProcess;

  await using wire = new ProcessTransport("process:endless", child);
  for (let turn = 0; turn < 20; turn++) await nextTurn();
  const held = blocks;
  assertGreater(held, 3);
  assertLess(held, 8);
  for (let read = 0; read < 20; read++) assertEquals((await wire.read()).kind, "bytes");
  assertGreater(blocks, held);
});
