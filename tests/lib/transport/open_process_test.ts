import { transportConformance } from "../../../lib/testing/transport_conformance.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { openProcess, type ProcessOptions } from "../../../lib/transport/process/open_process.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../../deps/assert.ts";
import { processPair } from "./process_pair.ts";

const timeout = 20_000;

for (const { name, run } of transportConformance(processPair)) {
  Deno.test({ name: `process ${name}`, timeout, fn: run });
}

Deno.test({
  name: "openProcess() gives a program what it is given as it is, without a shell",
  timeout,
  async fn() {
    const args = ["$HOME; `x` 'y'", "", "a b"];
    await using wire = await program("console.log(JSON.stringify(Deno.args))", { args });
    assertEquals(await allOf(wire), `${JSON.stringify(args)}\n`);
  },
});

Deno.test({
  name: "the few bytes of a short answer do not keep a large buffer",
  timeout,
  async fn() {
    await using wire = await program(`console.log("1.5")`);
    const chunk = await wire.read();
    assertEquals(chunk.kind === "bytes" && chunk.bytes.buffer.byteLength, 4);
  },
});

Deno.test({
  name: "a program that fails ends a read with how, and with what it said last, escaped",
  timeout,
  async fn() {
    await using wire = await program(`
      console.log("first");
      await Deno.stderr.write(new TextEncoder().encode("x".repeat(100_000) + "\\x1b[2Jno meter\\n"));
      Deno.exit(3);
    `);
    assertEquals(await lineOf(wire), "first\n");
    const error = await assertRejects(() => wire.read(), ReadoutError, "exit code 3");
    assertEquals(error.code, "link.closed");
    assertStringIncludes(error.message, `x\\x1b[2Jno meter"`);
    assertEquals(error.message.length < 350, true);
  },
});

Deno.test({
  name: "a program that is killed ends a read with the signal; a write after that is link.closed",
  timeout,
  async fn() {
    await using wire = await program(
      `Deno.kill(Deno.pid, "SIGKILL"); await new Promise(() => {});`,
    );
    const error = await assertRejects(() => wire.read(), ReadoutError, "ended by SIGKILL");
    assertEquals(error.code, "link.closed");
    const writing = await assertRejects(
      () => wire.write(Uint8Array.of(1)),
      ReadoutError,
      "SIGKILL",
    );
    assertEquals(writing.code, "link.closed");
  },
});

Deno.test({
  name: "a program that ends well ends its output; a write after that is link.closed",
  timeout,
  async fn() {
    await using wire = await program(`console.log("bye")`);
    assertEquals(await allOf(wire), "bye\n");
    const error = await assertRejects(() => wire.write(Uint8Array.of(1)), ReadoutError);
    assertEquals(error.code, "link.closed");
  },
});

Deno.test({
  name: "openProcess() of no program is link.failed, with the address",
  timeout,
  async fn() {
    const error = await assertRejects(() => openProcess({ command: "/no/such" }), ReadoutError);
    assertEquals([error.code, error.context.address], ["link.failed", "process:/no/such"]);
  },
});

Deno.test({
  name: "openProcess() rejects with the caller's own reason, and starts nothing",
  timeout,
  async fn() {
    const options = { command: "/no/such", signal: AbortSignal.abort("mine") };
    assertEquals(await openProcess(options).catch((thrown) => thrown), "mine");
  },
});

Deno.test({
  name: "closing closes a program's input, and lets it end by itself, whatever it still says",
  timeout,
  async fn() {
    const clock = new VirtualClock(); // stands still: no signal is ever sent
    const wire = await program(
      `
      for await (const _ of Deno.stdin.readable) {}
      await Deno.stdout.write(new Uint8Array(4_000_000));
      await Deno.stderr.write(new Uint8Array(4_000_000));
      `,
      { clock },
    );
    await wire[Symbol.asyncDispose]();
    assertEquals(clock.pendingTimers, 0);
  },
});

Deno.test({
  name: "closing ends a program that ignores the end of its input by SIGTERM, in its time",
  timeout,
  async fn() {
    const clock = new VirtualClock();
    const wire = await program(`console.log("up"); setInterval(() => {}, 1_000);`, {
      clock,
      closeTimeoutMs: 300,
    });
    await lineOf(wire);
    const closing = wire[Symbol.asyncDispose]();
    await clock.advance(299);
    assertEquals(clock.pendingTimers, 1);
    await clock.advance(1);
    await closing;
  },
});

Deno.test({
  name: "closing ends a program that ignores SIGTERM, too, by SIGKILL",
  timeout,
  async fn() {
    using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr as Deno.NetAddr;
    const clock = new VirtualClock();
    const wire = await program(
      `
      const wire = await Deno.connect({ port: ${port} });
      Deno.addSignalListener("SIGTERM", () => wire.write(new Uint8Array(1)));
      console.log("up");
      setInterval(() => {}, 1_000);
      `,
      { clock },
    );
    using heard = await listener.accept();
    await lineOf(wire);
    const closing = wire[Symbol.asyncDispose]();
    await clock.advance(1_000);
    assertEquals(await heard.read(new Uint8Array(9)), 1); // it has heard SIGTERM
    await clock.advance(1_000);
    await closing;
  },
});

Deno.test({
  name: "closing ends a write that waits for a program that does not read, at once",
  timeout,
  async fn() {
    const clock = new VirtualClock();
    const wire = await program("setInterval(() => {}, 1_000);", { clock });
    const writing = assertRejects(() => wire.write(new Uint8Array(4_000_000)), ReadoutError);
    const closing = wire[Symbol.asyncDispose]();
    assertEquals((await writing).code, "link.closed");
    await clock.advance(1_000);
    await closing;
  },
});

function program(code: string, options: Partial<ProcessOptions> = {}): Promise<Transport> {
  const { args = [], ...rest } = options;
  return openProcess({ command: Deno.execPath(), args: ["eval", code, ...args], ...rest });
}

async function allOf(wire: Transport, until?: string): Promise<string> {
  let text = "";
  while (until === undefined || !text.endsWith(until)) {
    const chunk = await wire.read();
    if (chunk.kind === "eof") break;
    text += new TextDecoder().decode(chunk.bytes);
  }
  return text;
}

function lineOf(wire: Transport): Promise<string> {
  return allOf(wire, "\n");
}
