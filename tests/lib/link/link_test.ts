import { assert, assertEquals, assertRejects, assertStrictEquals } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { Link } from "../../../lib/link/link.ts";
import type { LinkOptions } from "../../../lib/link/link_options.ts";
import type { Transport } from "../../../lib/contract/transport.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { loopback } from "../../../lib/transport/loopback/loopback.ts";
import { lines } from "./line_codec.ts";
import { SlowDevice } from "./slow_device.ts";

function linkTo(device: SlowDevice, clock: VirtualClock, options: Partial<LinkOptions> = {}): Link {
  return new Link({ address: "device", open: device.open, clock, ...options });
}

async function code(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, ReadoutError)).code;
}

Deno.test("Link asks one question at a time, first come first served, urgent ones first", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 10);
  await using link = linkTo(device, clock);
  const all = Promise.all([
    link.ask(lines, "Q1"),
    link.ask(lines, "Q2"),
    link.ask(lines, "Q3"),
    link.ask(lines, "Q9", { urgent: true }),
  ]);
  await clock.advance(100);
  assertEquals(await all, ["R1", "R2", "R3", "R9"]);
  assertEquals(device.asked, ["Q1", "Q9", "Q2", "Q3"]);
  assertEquals([link.stats().good, device.connects, clock.pendingTimers], [4, 1, 0]);
});

Deno.test("Link names the wait that ran out: lock, reply, gap, write", async () => {
  const clock = new VirtualClock();
  const slow = linkTo(new SlowDevice(clock, () => 10_000), clock, { lockTimeoutMs: 50 });
  const reply = code(slow.ask(lines, "Q1"));
  const lock = code(slow.ask(lines, "Q2"));
  await clock.advance(1_000);
  assertEquals([await reply, await lock], ["timeout.reply", "timeout.lock"]);

  const pair = loopback({ capacityBytes: 4 });
  const stuck = new Link({ address: "stuck", open: () => Promise.resolve(pair.near), clock });
  const write = code(stuck.ask(lines, "a long question"));
  await clock.advance(1_000);
  assertEquals(await write, "timeout.write");

  const torn = loopback();
  const half = new Link({ address: "half", open: () => Promise.resolve(torn.near), clock });
  const gap = code(half.ask(lines, "Q"));
  await nextTurn();
  await torn.far.write(new TextEncoder().encode("R without an end"));
  await clock.advance(200);
  assertEquals(await gap, "timeout.gap");
  for (const link of [slow, stuck, half]) await link[Symbol.asyncDispose]();
  await clock.advance(10_000);
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("Link takes what is malformed, or more than was asked for, as a fault and not a value", async () => {
  for (
    const [reply, expected] of [["x".repeat(100), "frame.bad"], [
      "R1\nR2\n",
      "frame.extra",
    ]] as const
  ) {
    const clock = new VirtualClock();
    const pair = loopback();
    await using link = new Link({ address: "bad", open: () => Promise.resolve(pair.near), clock });
    const asked = code(link.ask(lines, "Q1"));
    await nextTurn();
    await pair.far.write(new TextEncoder().encode(reply));
    assertEquals(await asked, expected);
    await pair[Symbol.asyncDispose]();
  }
});

Deno.test("Link drops what came unasked between two exchanges, and connects anew", async () => {
  const clock = new VirtualClock();
  const pairs = [loopback(), loopback()];
  let connects = 0;
  const open = () => Promise.resolve(pairs[connects++]!.near);
  await using link = new Link({ address: "chatty", open, clock });
  const answer = async (pair: number, reply: string) => {
    await pairs[pair]!.far.read();
    await pairs[pair]!.far.write(new TextEncoder().encode(reply));
  };
  assertEquals((await Promise.all([link.ask(lines, "Q1"), answer(0, "R1\n")]))[0], "R1");
  await pairs[0]!.far.write(new TextEncoder().encode("R0\n")); // late, or noise
  await nextTurn();
  assertEquals((await Promise.all([link.ask(lines, "Q2"), answer(1, "R2\n")]))[0], "R2");
  assertEquals(connects, 2);
  for (const pair of pairs) await pair[Symbol.asyncDispose]();
});

Deno.test("Link that is told to ignores what nobody asked for", async () => {
  const clock = new VirtualClock();
  const pair = loopback();
  const open = () => Promise.resolve(pair.near);
  await using link = new Link({ address: "chatty", open, clock, extraInput: "ignore" });
  const asked = link.ask(lines, "Q1");
  await nextTurn();
  await pair.far.write(new TextEncoder().encode("R1\nhello\n"));
  assertEquals(await asked, "R1");
  await pair[Symbol.asyncDispose]();
});

Deno.test("Link connects anew after an unplug, and does its init before the first value", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 5);
  await using link = linkTo(device, clock, {
    init: async ({ ask }) => void await ask(lines, "ID"),
  });
  const first = link.ask(lines, "Q1");
  await clock.advance(50);
  assertEquals(await first, "R1");
  await device.unplug();
  const second = link.ask(lines, "Q2");
  await clock.advance(50);
  assertEquals(await second, "R2");
  assertEquals(device.asked, ["ID", "Q1", "ID", "Q2"]);
  const broken = code(link.ask(lines, "Q3"));
  await clock.advance(2);
  await device.unplug(); // while it is asked
  await clock.advance(1);
  assertEquals(await broken, "link.closed");
  assertEquals(link.stats().connects, 2);
});

Deno.test("Link backs off from a device that is not there, says so at once, and comes back", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 5);
  let attempts = 0;
  let isThere = false;
  await using link = linkTo(device, clock, {
    open: () => {
      attempts++;
      return isThere
        ? device.open()
        : Promise.reject(new ReadoutError("link.failed", "Cannot connect: refused"));
    },
    random: { next: () => 0.999 },
  });
  for (let ask = 0; ask < 100; ask++) {
    assertEquals(await code(link.ask(lines, "Q1")), "link.failed");
    await clock.advance(100);
  }
  assert(attempts >= 4 && attempts <= 6, `${attempts} attempts in 10 s`);
  isThere = true;
  await clock.advance(5_000);
  const back = link.ask(lines, "Q2");
  await clock.advance(50);
  assertEquals(await back, "R2");
});

Deno.test("Link bounds connecting, and closes a connection that comes too late", async () => {
  const clock = new VirtualClock();
  const pair = loopback();
  const opening = Promise.withResolvers<Transport>();
  await using link = new Link({ address: "slow", open: () => opening.promise, clock });
  const late = code(link.ask(lines, "Q1"));
  await clock.advance(5_000);
  assertEquals(await late, "timeout.connect");
  opening.resolve(pair.near);
  assertEquals((await pair.far.read()).kind, "eof");
  await pair[Symbol.asyncDispose]();
});

Deno.test("Link rejects with the caller's own reason, waiting or asking, and is in step afterwards", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 50);
  await using link = linkTo(device, clock);
  const stop = new AbortController();
  const asking = link.ask(lines, "Q1", { signal: stop.signal }).catch((thrown) => thrown);
  const waiting = link.ask(lines, "Q2", { signal: stop.signal }).catch((thrown) => thrown);
  await clock.advance(10);
  stop.abort("mine");
  assertStrictEquals(await asking, "mine");
  assertStrictEquals(await waiting, "mine");
  const next = link.ask(lines, "Q3");
  await clock.advance(200);
  assertEquals(await next, "R3");
});

Deno.test("Link pauses at least minGapMs between exchanges", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 10);
  await using link = linkTo(device, clock, { minGapMs: 100 });
  const both = Promise.all([link.ask(lines, "Q1"), link.ask(lines, "Q2")]);
  await clock.advance(105);
  assertEquals(device.asked, ["Q1"]);
  await clock.advance(20);
  assertEquals(device.asked, ["Q1", "Q2"]);
  await both;
});

Deno.test("Link refuses what cannot be encoded before anybody waits, and every use after its end", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 10);
  const link = linkTo(device, clock);
  const unsafe = {
    ...lines,
    encode: () => {
      throw new TypeError("a line feed inside");
    },
  };
  await assertRejects(() => link.ask(unsafe, "Q"), TypeError, "inside");
  assertEquals(device.connects, 0);
  await link[Symbol.asyncDispose]();
  await link[Symbol.asyncDispose]();
  assertEquals(await code(link.ask(lines, "Q1")), "link.closed");
});

Deno.test("Link leaves no listener on its caller's signal, however an exchange ended", async () => {
  const clock = new VirtualClock();
  const device = new SlowDevice(clock, () => 10);
  await using link = linkTo(device, clock);
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  Object.assign(signal, {
    addEventListener(...args: Parameters<typeof addEventListener>): void {
      listeners++;
      addEventListener.apply(signal, args);
    },
    removeEventListener(...args: Parameters<typeof removeEventListener>): void {
      listeners--;
      removeEventListener.apply(signal, args);
    },
  });
  const good = link.ask(lines, "Q1", { signal });
  const waited = link.ask(lines, "Q2", { signal });
  const late = code(link.ask(lines, "Q3", { signal, replyTimeoutMs: 5 }));
  await clock.advance(100);
  assertEquals([await good, await waited, await late], ["R1", "R2", "timeout.reply"]);
  assertEquals(listeners, 0);
});
