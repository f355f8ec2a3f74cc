import { assert, assertEquals, assertRejects } from "../../deps/assert.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { Listener } from "../../../lib/link/listener.ts";
import type { Heard } from "../../../lib/link/listener_event.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { lineDecoder } from "./line_codec.ts";
import { codeOf, KEPT, listenerRig as rig } from "./listener_rig.ts";
import { Talker } from "./talker.ts";

Deno.test("silence is a fault: loops reject, waits reject, and the connection is made anew", async () => {
  await using it = await rig({ silentTimeoutMs: 3_000 });
  const loop = it.listener.messages(KEPT);
  const ended = codeOf(loop.next());
  const waited = codeOf(it.listener.next());
  await it.clock.advance(2_999);
  assertEquals(it.listener.stats().silences, 0);
  await it.clock.advance(1);
  assertEquals(await ended, "timeout.reply");
  assertEquals(await waited, "timeout.reply");
  await it.clock.advance(250);
  assertEquals(it.talker.attempts, 2);
  assertEquals(it.listener.fault, undefined);
  using again = it.listener.messages(KEPT);
  await it.talker.say("back\n");
  assertEquals((await again.next()).value, "back");
});

Deno.test("a device that goes on talking is never silent", async () => {
  await using it = await rig({ silentTimeoutMs: 3_000 });
  for (let i = 0; i < 10; i++) {
    await it.clock.advance(2_000);
    await it.talker.say("tick\n");
  }
  assertEquals([it.listener.stats().silences, it.talker.attempts], [0, 1]);
});

Deno.test("a connection that is just made is not given up for the silence before it", async () => {
  await using it = await rig({ silentTimeoutMs: 3_000 });
  await it.clock.advance(2_000);
  await it.talker.unplug();
  await it.clock.advance(500);
  await it.clock.advance(500);
  assertEquals([it.listener.stats().silences, it.listener.fault], [1, undefined]);
  await it.clock.advance(3_000);
  assertEquals(it.listener.stats().losses, 2);
});

Deno.test("bytes without a message are named as such: the baud rate is wrong, or the framing", async () => {
  await using it = await rig({ silentTimeoutMs: 3_000 });
  const waited = it.listener.next();
  await it.talker.say("\xff".repeat(20));
  const error = assertRejects(() => waited, ReadoutError, "40 bytes came in 3000 ms");
  await it.clock.advance(3_000);
  assertEquals((await error).code, "frame.bad");
});

Deno.test("a lost connection is told, and made anew; a loop does not notice if it is back in time", async () => {
  await using it = await rig();
  using loop = it.listener.messages(KEPT);
  using heard = it.listener.subscribe(KEPT);
  const waited = codeOf(it.listener.next());
  await it.talker.say("left");
  await it.talker.unplug();
  assertEquals(await waited, "link.closed");
  assertEquals(await codeOf(it.listener.next()), "link.closed");
  await it.clock.advance(250);
  await it.talker.say("back\n");
  assertEquals((await loop.next()).value, "back");
  const kinds: (string | undefined)[] = [];
  for (let i = 0; i < 3; i++) kinds.push((await heard.next()).value?.kind);
  assertEquals(kinds, ["bad", "lost", "message"]);
  const { connects, losses, badBytes } = it.listener.stats();
  assertEquals([connects, losses, badBytes], [2, 1, 4]);
});

Deno.test("attempts to connect again come more and more seldom, and never all at once", async () => {
  await using it = await rig({ silentTimeoutMs: Infinity });
  it.talker.isGone = true;
  await it.talker.unplug();
  await it.clock.advance(60_000);
  const inAMinute = it.talker.attempts;
  assert(inAMinute > 15 && inAMinute < 50, `${inAMinute} attempts`);
  assertEquals(await codeOf(it.listener.next()), "link.failed");
  it.talker.isGone = false;
  await it.clock.advance(5_000);
  assertEquals(it.listener.fault, undefined);
});

Deno.test("a connection that is taken and dropped at once is not hammered", async () => {
  await using it = await rig({ silentTimeoutMs: Infinity });
  for (let i = 0; i < 600; i++) {
    if (it.listener.fault === undefined) await it.talker.say("busy");
    await it.talker.unplug();
    await it.clock.advance(100);
  }
  assert(it.talker.attempts < 60, `${it.talker.attempts} attempts in a minute`);
});

Deno.test("start() rejects when nobody is there, and can be tried again", async () => {
  const talker = new Talker();
  talker.isGone = true;
  const clock = new VirtualClock();
  await using listener = new Listener({
    ...{ address: "talker", open: talker.open, decoder: lineDecoder, checked: true, clock },
  });
  assertEquals(await codeOf(listener.start()), "link.failed");
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
  talker.isGone = false;
  await listener.start();
  using loop = listener.messages(KEPT);
  await talker.say("here\n");
  assertEquals((await loop.next()).value, "here");
});

Deno.test('start() with absent: "retry" goes on trying in the background', async () => {
  const talker = new Talker();
  talker.isGone = true;
  const clock = new VirtualClock();
  await using listener = new Listener({
    ...{ address: "talker", open: talker.open, decoder: lineDecoder, checked: true, clock },
  });
  await listener.start({ absent: "retry" });
  await clock.advance(1_000);
  assertEquals(await codeOf(listener.next()), "link.failed");
  talker.isGone = false;
  await clock.advance(5_000);
  const next = listener.next();
  await talker.say("at last\n");
  assertEquals((await next).message, "at last");
});

Deno.test("start() ends by its signal while connecting, with the signal's own reason", async () => {
  const stop = new AbortController();
  await using listener = new Listener({
    ...{ address: "talker", open: () => new Promise(() => {}), decoder: lineDecoder },
  });
  const starting = listener.start({ signal: stop.signal }).catch((reason) => reason);
  stop.abort("enough");
  assertEquals(await starting, "enough");
});

Deno.test("send() sends; what makes the device talk is sent after each connecting", async () => {
  const hello = new TextEncoder().encode("START\n");
  await using it = await rig({ init: (send) => send(hello) });
  await it.listener.send(new TextEncoder().encode("RATE 5\n"));
  await nextTurn();
  assertEquals(it.talker.received, "START\nRATE 5\n");
  await it.talker.unplug();
  assertEquals(await codeOf(it.listener.send(hello)), "link.closed");
  await it.clock.advance(250);
  assertEquals(it.talker.received, "START\nRATE 5\nSTART\n");
});

Deno.test("a connection on which something was cut short while it was sent is made anew", async () => {
  const talker = new Talker();
  talker.isDeaf = true;
  await using it = await rig({ open: talker.open });
  const much = new Uint8Array(1_000_000);
  const stop = new AbortController();
  const sending = it.listener.send(much, { signal: stop.signal }).catch((reason) => reason);
  const next = codeOf(it.listener.send(much));
  await nextTurn();
  stop.abort("mine");
  assertEquals(await sending, "mine");
  assertEquals(await next, "link.closed");
  await it.clock.advance(250);
  assertEquals(it.listener.stats().connects, 2);
  const late = codeOf(it.listener.send(much));
  await it.clock.advance(1_000);
  assertEquals(await late, "timeout.write");
});

Deno.test("a decoder that throws is a fault of its own, and ends nothing for ever", async () => {
  let isBroken = true;
  await using it = await rig({
    decoder: (received) => {
      if (isBroken) throw new Error("a bug");
      return lineDecoder(received);
    },
  });
  const waited = codeOf(it.listener.next());
  await it.talker.say("x\n");
  assertEquals(await waited, "reader.threw");
  isBroken = false;
  await it.clock.advance(250);
  const next = it.listener.next();
  await it.talker.say("y\n");
  assertEquals((await next).message, "y");
});

Deno.test("a hundred lost connections leave nothing behind", async () => {
  await using it = await rig();
  const heard: Heard<string>[] = [];
  const detach = it.listener.attach({ hear: (event) => void heard.push(event), end: () => {} });
  for (let i = 0; i < 100; i++) {
    await it.talker.unplug();
    await it.clock.advance(5_000);
    await it.talker.say(`${i}\n`);
  }
  detach();
  const said = heard.flatMap((event) => event.kind === "message" ? [event.message] : []);
  assertEquals(said, Array.from({ length: 100 }, (_, i) => `${i}`));
  assert(it.clock.pendingTimers <= 1, `${it.clock.pendingTimers} timers`);
});
