// G2: what is closed stays closed, whatever it was in the middle of.

import { assertEquals } from "../deps/assert.ts";
import type { Transport } from "../../lib/contract/transport.ts";
import { Link } from "../../lib/link/link.ts";
import { probe, type Resync } from "../../lib/link/resync.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { loopback } from "../../lib/transport/loopback/loopback.ts";
import { lines } from "../lib/link/line_codec.ts";

const WAYS: readonly Resync[] = [
  { kind: "reopen" },
  { kind: "drain", quietMs: 100 },
  probe(lines, "ID", (reply) => reply === "ME"),
];

for (const resync of WAYS) {
  Deno.test(`G2: Link (${resync.kind}) that is closed while it gets back into step stays closed`, async () => {
    const clock = new VirtualClock();
    let [opens, closed, isDeaf] = [0, 0, false];
    const open = (): Promise<Transport> => {
      opens++;
      const { near, far } = loopback();
      (async () => {
        for (;;) {
          const chunk = await far.read();
          if (chunk.kind === "eof") return closed++;
          const isProbe = new TextDecoder().decode(chunk.bytes) === "ID\n";
          if (isProbe && !isDeaf) await far.write(new TextEncoder().encode("ME\n"));
        }
      })().catch(() => closed++);
      return Promise.resolve(near);
    };
    const link = new Link({ address: "x", open, clock, resync });
    const first = link.ask(lines, "Q1").catch((error) => error.code);
    await clock.advance(1_001);
    assertEquals(await first, "timeout.reply");
    isDeaf = true;
    const second = link.ask(lines, "Q2").catch((error) => error.code);
    if (resync.kind !== "reopen") await clock.advance(1);
    await link[Symbol.asyncDispose]();
    await clock.advance(10_000);
    assertEquals(await second, "link.closed");
    assertEquals([opens, closed, clock.pendingTimers], [1, 1, 0]);
  });
}
