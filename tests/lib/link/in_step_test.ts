import type { Transport } from "../../../lib/contract/transport.ts";
import { delay } from "../../../lib/base/delay.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { Link } from "../../../lib/link/link.ts";
import { probe } from "../../../lib/link/resync.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";
import { assertEquals } from "../../deps/assert.ts";
import { lines } from "./line_codec.ts";

const ME = "ME\n";
const WAITS = { replyTimeoutMs: 100, gapTimeoutMs: 50 };

/** A device that answers `Q1` by `R1` and `ID` by who it is; `takesMs` gives how long it takes. */
function device(clock: VirtualClock, takesMs: (question: string) => number, me = ME) {
  const asked: string[] = [];
  let opens = 0;
  const open = (): Promise<Transport> => {
    opens++;
    const { near, far } = loopback();
    (async () => {
      for (;;) {
        const chunk = await far.read();
        if (chunk.kind === "eof") return;
        const question = new TextDecoder().decode(chunk.bytes).trim();
        asked.push(question);
        await delay(takesMs(question), { clock });
        const answer = question === "ID" ? me : question.replace("Q", "R") + "\n";
        await far.write(new TextEncoder().encode(answer));
      }
    })().catch(() => {}); // the near end was closed
    return Promise.resolve(near);
  };
  return { asked, open, opens: () => opens };
}

function outcome(asking: Promise<string>): Promise<string> {
  return asking.catch((error) => isReadoutError(error) ? error.code : "given up");
}

/** Asks, and gives it up after 5 ms. */
async function givenUp(link: Link, clock: VirtualClock, question: string): Promise<void> {
  const stop = new AbortController();
  const asking = outcome(link.ask(lines, question, { signal: stop.signal }));
  await clock.advance(5);
  stop.abort();
  assertEquals(await asking, "given up");
}

Deno.test("Link (drain) counts the silence from when a reply was due, also if it was given up before", async () => {
  const clock = new VirtualClock();
  const { open } = device(clock, (question) => question === "Q1" ? 195 : 1);
  await using link = new Link({
    address: "late",
    open,
    clock,
    ...WAITS,
    resync: { kind: "drain", quietMs: 100 },
  });
  await givenUp(link, clock, "Q1");
  const second = outcome(link.ask(lines, "Q2"));
  await clock.advance(1_000);
  assertEquals(await second, "R2");
  assertEquals(link.stats().connects, 1);
});

Deno.test("Link (drain) goes on being silent when a question that waits for it is given up", async () => {
  const clock = new VirtualClock();
  const { open, asked } = device(clock, (question) => question === "Q1" ? 195 : 1);
  await using link = new Link({
    address: "late",
    open,
    clock,
    ...WAITS,
    resync: { kind: "drain", quietMs: 100 },
  });
  await givenUp(link, clock, "Q1");
  while (clock.nowMs() < 290) await givenUp(link, clock, "Q2");
  assertEquals([asked, link.stats().connects], [["Q1"], 1]);
  const third = outcome(link.ask(lines, "Q3"));
  await clock.advance(10);
  assertEquals(await third, "R3"); // 300 ms: it had spoken at 195 ms
});

Deno.test("Link (probe) waits for its probe's answer, though each question that needs it is given up", async () => {
  const clock = new VirtualClock();
  const { open, asked, opens } = device(clock, () => 60);
  await using link = new Link({
    address: "slow",
    open,
    clock,
    ...WAITS,
    resync: probe(lines, "ID", (reply) => reply === "ME"),
  });
  for (let at = 1; at <= 10; at++) await givenUp(link, clock, `Q${at}`);
  await clock.advance(50);
  assertEquals([asked, opens()], [["ID"], 1]);
  const next = outcome(link.ask(lines, "Q11"));
  await clock.advance(60);
  assertEquals(await next, "R11");
});

Deno.test("Link (probe) does not trust a probe whose answer more follows", async () => {
  const clock = new VirtualClock();
  const { open } = device(clock, () => 1, ME + ME);
  await using link = new Link({
    address: "twice",
    open,
    clock,
    ...WAITS,
    resync: probe(lines, "ID", (reply) => reply === "ME"),
  });
  const asked = outcome(link.ask(lines, "Q1"));
  await clock.advance(10);
  assertEquals(await asked, "frame.extra");
});

Deno.test("Link takes nothing for an answer that came before its question was sent", async () => {
  const clock = new VirtualClock();
  const open = async (): Promise<Transport> => {
    const { near, far } = loopback();
    await far.write(new TextEncoder().encode("Welcome\n"));
    return near;
  };
  const link = new Link({ address: "greeter", open, clock });
  assertEquals(await outcome(link.ask(lines, "Q1")), "frame.extra");
  await link[Symbol.asyncDispose]();
  await clock.advance(10_000);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("Link connects for the next question, though the one that needed it is given up", async () => {
  const clock = new VirtualClock();
  const { open, opens } = device(clock, () => 1);
  await using link = new Link({
    address: "far",
    open: async (options) => {
      await delay(50, { ...options, clock });
      return await open();
    },
    clock,
  });
  for (let at = 1; at < 10; at++) await givenUp(link, clock, "Q1"); // 45 ms
  const last = outcome(link.ask(lines, "Q2"));
  await clock.advance(10);
  assertEquals([await last, opens()], ["R2", 1]);
});
