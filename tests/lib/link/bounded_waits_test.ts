import { assertEquals, assertRejects } from "../../deps/assert.ts";
import type { AbortOptions } from "../../../lib/contract/abort_options.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { Link } from "../../../lib/link/link.ts";
import type { LinkOptions } from "../../../lib/link/link_options.ts";
import { probe } from "../../../lib/link/resync.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";
import { lines, numbered } from "./line_codec.ts";

/** Where a black hole swallows an exchange, what that is called, and when it is known. */
interface Hole {
  readonly name: string;
  readonly code: string;
  readonly afterMs: number;
  readonly open: (options: AbortOptions) => Promise<Transport>;
  readonly options?: Partial<LinkOptions>;
}

function wire(serve: (far: Transport) => Promise<void>, capacityBytes?: number) {
  return (): Promise<Transport> => {
    const pair = loopback({ capacityBytes });
    serve(pair.far).catch(() => {}); // the near end was closed
    return Promise.resolve(pair.near);
  };
}

const text = (words: string) => new TextEncoder().encode(words);
const WAITS = {
  connectTimeoutMs: 1_000,
  lockTimeoutMs: 20_000,
  writeTimeoutMs: 300,
  replyTimeoutMs: 700,
  gapTimeoutMs: 50,
};

const HOLES: readonly Hole[] = [
  {
    name: "never connects, as when the first packet is dropped",
    code: "timeout.connect",
    afterMs: 1_000,
    open: () => new Promise(() => {}),
  },
  {
    name: "never connects, and tells so when it is given up",
    code: "timeout.connect",
    afterMs: 1_000,
    open: ({ signal }) =>
      new Promise((_, reject) => signal!.addEventListener("abort", () => reject(signal!.reason))),
  },
  {
    name: "connects, and does not read",
    code: "timeout.write",
    afterMs: 300,
    open: wire(() => Promise.resolve(), 4),
  },
  {
    name: "reads, and does not answer",
    code: "timeout.reply",
    afterMs: 700,
    open: wire(async (far) => void await far.read()),
  },
  {
    name: "stops within its answer",
    code: "timeout.gap",
    afterMs: 50,
    open: wire(async (far) => {
      await far.read();
      await far.write(text("R1 without an e"));
    }),
  },
  {
    name: "finishes sending without an answer, and does not hang up",
    code: "link.closed",
    afterMs: 0,
    open: wire(async (far) => {
      await far.read();
      await far.closeWrite();
    }),
  },
  {
    name: "does not answer the probe after connecting",
    code: "link.suspect",
    afterMs: 1_400,
    open: wire(async (far) => void await far.read()),
    options: { resync: probe(lines, "ID", (reply) => reply === "ME") },
  },
];

for (const { name, code, afterMs, open, options } of HOLES) {
  Deno.test(`Link with a device that ${name} says ${code} after ${afterMs} ms`, async () => {
    const clock = new VirtualClock();
    const link = new Link({ address: "hole", open, clock, ...WAITS, ...options });
    let overMs: number | undefined;
    const asking = link.ask(lines, "Question 1").catch((error) => error)
      .finally(() => overMs = clock.nowMs());
    await clock.advance(10_000);
    const error = await asking;
    assertEquals([error.code, overMs], [code, afterMs]);
    const closing = link[Symbol.asyncDispose]();
    await clock.advance(1);
    await closing;
    await clock.advance(10_000);
    assertEquals(clock.pendingTimers, 0);
  });
}

Deno.test("Link whose line never falls silent gives up draining, and connects anew", async () => {
  const clock = new VirtualClock();
  let connects = 0;
  const open = () => {
    const isChatty = connects++ === 0;
    return wire(async (far) => {
      await far.read();
      if (!isChatty) return await far.write(text("R2\n"));
      for (;;) {
        await new Promise<void>((resolve) => clock.timer(60, resolve));
        await far.write(text("."));
      }
    })();
  };
  await using link = new Link({
    address: "chatty",
    open,
    clock,
    ...WAITS,
    gapTimeoutMs: 50,
    resync: { kind: "drain", quietMs: 100 },
  });
  const first = assertRejects(() => link.ask(lines, "Q1"), ReadoutError);
  await clock.advance(1_000);
  assertEquals((await first).code, "timeout.gap");
  const second = link.ask(lines, "Q2");
  await clock.advance(20 * 100 + 100); // what is late may come on the new connection, too
  assertEquals([await second, connects], ["R2", 2]);
  await clock.advance(100); // the last word of the other connection
});

Deno.test("Link that is closed while it connects gives that up, and leaves nothing open", async () => {
  const clock = new VirtualClock();
  const pair = loopback();
  const opening = Promise.withResolvers<Transport>();
  const link = new Link({ address: "slow", open: () => opening.promise, clock });
  const asked = assertRejects(() => link.ask(lines, "Q"), ReadoutError);
  await clock.advance(10);
  await link[Symbol.asyncDispose]();
  assertEquals((await asked).code, "link.closed");
  opening.resolve(pair.near);
  assertEquals((await pair.far.read()).kind, "eof");
  await pair[Symbol.asyncDispose]();
});

Deno.test("Link never goes on after half a request, whatever its way back into step", async () => {
  const clock = new VirtualClock();
  let connects = 0;
  const answering = wire(async (far) => {
    for (;;) {
      const chunk = await far.read();
      if (chunk.kind === "eof") return;
      await far.write(text(new TextDecoder().decode(chunk.bytes).replace("Q", "R")));
    }
  });
  await using link = new Link({
    address: "stuck",
    open: () => connects++ === 0 ? wire(() => Promise.resolve(), 4)() : answering(),
    clock,
    ...WAITS,
    resync: { kind: "id" },
    inFlight: 2,
  });
  const both = Promise.all([
    assertRejects(() => link.ask(numbered, "Q1 which is long"), ReadoutError),
    assertRejects(() => link.ask(numbered, "Q2 which is long"), ReadoutError),
  ]);
  await clock.advance(1_000);
  assertEquals((await both).map(({ code }) => code), ["timeout.write", "link.closed"]);
  assertEquals(await link.ask(numbered, "Q3"), "R3");
  assertEquals(connects, 2);
});
