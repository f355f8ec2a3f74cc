import {
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { openTcp } from "../../../lib/transport/tcp/open_tcp.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { openScpi } from "../../../lib/open/open_scpi.ts";
import { dmm, modbusDevice, serveTcp } from "../../../lib/simulator/mod.ts";

const timeout = 20_000;

function connect(address: string): Promise<Transport> {
  const { hostname, port } = new URL(address.replace("tcp:", "http:"));
  return openTcp({ hostname, port: Number(port) });
}

async function ask(wire: Transport, question: string): Promise<string> {
  await wire.write(new TextEncoder().encode(`${question}\n`));
  let answer = "";
  while (!answer.endsWith("\n")) {
    const chunk = await wire.read();
    if (chunk.kind === "eof") return "eof";
    answer += new TextDecoder().decode(chunk.bytes);
  }
  return answer.trimEnd();
}

Deno.test({
  name: "serveTcp() serves several clients on a port that is free",
  timeout,
  async fn() {
    await using device = await serveTcp(dmm());
    assertMatch(device.address, /^tcp:\/\/127\.0\.0\.1:\d+$/);
    await using first = await connect(device.address);
    await using second = await openScpi(device.address);
    assertEquals(await ask(first, "*IDN?"), await second.query("*IDN?"));
    assertEquals(device.clients, 2);
  },
});

Deno.test({
  name: "serveTcp() hangs up, refuses, and takes connections again on the same port",
  timeout,
  async fn() {
    await using device = await serveTcp(dmm());
    const wire = await connect(device.address);
    assertEquals(await ask(wire, "VOLT:NPLC?"), "1");
    await device.hangUp();
    assertEquals(await wire.read(), { kind: "eof" });
    await wire[Symbol.asyncDispose]();
    device.refuse();
    device.refuse();
    const refused = await assertRejects(() => connect(device.address), ReadoutError);
    assertEquals(refused.code, "link.failed");
    device.admit();
    device.admit();
    await using again = await connect(device.address);
    assertEquals(await ask(again, "VOLT:NPLC?"), "1");
  },
});

Deno.test({
  name: "serveTcp() lets go wrong what it is asked to, while it is served",
  timeout,
  async fn() {
    await using device = await serveTcp(dmm(), { faults: { away: { ms: 1 } } });
    await using meter = await openScpi(device.address, { replyTimeoutMs: 100 });
    for (
      const [kind, code] of [
        ["silent", "timeout.reply"],
        ["truncated", "timeout.gap"],
        ["duplicated", "frame.extra"],
        ["reset", "link.closed"],
        ["away", "link.closed"],
      ] as const
    ) {
      await meter.query("*IDN?");
      device.faults.next(kind);
      const error = await assertRejects(() => meter.query("*IDN?"), ReadoutError);
      assertEquals([kind, error.code], [kind, code]);
      assertEquals(device.faults.stats()[kind], 1);
    }
  },
});

Deno.test({
  name: "serveTcp() says that a port is taken, and stops at its signal",
  timeout,
  async fn() {
    const stop = new AbortController();
    const device = await serveTcp(dmm(), { signal: stop.signal });
    const port = Number(device.address.split(":").at(-1));
    const taken = await assertRejects(() => serveTcp(dmm(), { port }), ReadoutError);
    assertEquals(taken.code, "address.in-use");
    assertStringIncludes(taken.message, "take another port");
    await using wire = await connect(device.address);
    await ask(wire, "*IDN?");
    stop.abort();
    assertEquals(await wire.read(), { kind: "eof" });
    await device[Symbol.asyncDispose]();
    await assertRejects(() => connect(device.address), ReadoutError);
    const late = await serveTcp(dmm(), { signal: AbortSignal.abort("mine") }).catch((it) => it);
    assertEquals(late, "mine");
  },
});

Deno.test("serveTcp() refuses to misaddress the replies of a device that have no address", async () => {
  const faults = { misaddressed: { rate: 0.1 } };
  await assertRejects(() => serveTcp(dmm(), { faults }), TypeError, "multimeter");
  const served = await serveTcp(modbusDevice(), { faults });
  await served[Symbol.asyncDispose]();
});
