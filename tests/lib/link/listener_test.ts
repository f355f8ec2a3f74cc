import { assert, assertEquals, assertRejects, assertThrows } from "../../deps/assert.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { lineDecoder } from "./line_codec.ts";
import { codeOf, KEPT, listenerRig as rig } from "./listener_rig.ts";

Deno.test("Listener gives every message to everybody who listens", async () => {
  await using it = await rig();
  const one = it.listener.messages(KEPT);
  const other = it.listener.messages(KEPT);
  await it.talker.say("a\nb");
  await it.talker.say("c\n");
  for (const loop of [one, other]) {
    assertEquals([(await loop.next()).value, (await loop.next()).value], ["a", "bc"]);
  }
});

Deno.test("a message has the time at which its last bytes came", async () => {
  await using it = await rig();
  using heard = it.listener.subscribe(KEPT);
  await it.talker.say("slo");
  await it.clock.advance(700);
  await it.talker.say("w\n");
  const { value } = await heard.next();
  const times = { wallMs: Date.UTC(2026, 0, 1) + 700, monoMs: 700 };
  assertEquals(value, { kind: "message", message: "slow", seq: 0, ...times });
});

Deno.test("bytes that are no message are counted, told, and passed over", async () => {
  await using it = await rig();
  using heard = it.listener.subscribe(KEPT);
  using loop = it.listener.messages(KEPT);
  await it.talker.say("x".repeat(300));
  await it.talker.say("good\n");
  const { value: bad } = await heard.next();
  assertEquals(
    bad?.kind === "bad" && [bad.why, bad.sizeBytes, bad.bytes.length],
    ["no line ends", 300, 256],
  );
  assertEquals((await loop.next()).value, "good");
  const { bad: times, badBytes, messageBytes, bytes } = it.listener.stats();
  assertEquals([times, badBytes, messageBytes, bytes], [1, 300, 5, 305]);
});

Deno.test("an unchecked message after a connection or bad bytes may be cut, and is dropped", async () => {
  await using it = await rig({ checked: false });
  using loop = it.listener.messages(KEPT);
  await it.talker.say("1.4\n21.5\n");
  await it.talker.say("x".repeat(100));
  await it.talker.say("99\n21.6\n");
  await it.talker.unplug();
  await it.clock.advance(250);
  await it.talker.say(".7\n21.8\n");
  const values = [];
  for (let i = 0; i < 3; i++) values.push((await loop.next()).value);
  assertEquals(values, ["21.5", "21.6", "21.8"]);
  assertEquals(it.listener.stats().cut, 3);
});

Deno.test("a message that stops before its end is ended by the gap", async () => {
  await using it = await rig({
    decoder: (received, hints) => {
      if (!hints?.quiet) return { kind: "more" };
      const value = new TextDecoder().decode(received);
      return { kind: "value", value, usedBytes: received.length };
    },
    gapTimeoutMs: 20,
  });
  using heard = it.listener.subscribe(KEPT);
  await it.talker.say("one ");
  await it.clock.advance(19);
  await it.talker.say("packet");
  await it.clock.advance(20);
  const { value } = await heard.next();
  assertEquals(value?.kind === "message" && [value.message, value.monoMs], ["one packet", 19]);
});

Deno.test("a message in the making is not ended by the gap of an earlier one", async () => {
  await using it = await rig({
    gapTimeoutMs: 20,
    decoder: (received, hints) =>
      hints?.quiet && received.length > 0
        ? { kind: "bad", why: "it stopped", usedBytes: received.length }
        : lineDecoder(received),
  });
  using _loop = it.listener.messages({ capacity: 1, overflow: "drop-oldest" });
  await it.talker.say("a");
  await it.clock.advance(19);
  await it.talker.say(`${"b\n".repeat(50)}par`); // which is taken in many turns
  it.clock.stall(1);
  await it.clock.advance(0);
  for (let turn = 0; turn < 100; turn++) await nextTurn();
  await it.talker.say("tial\n");
  const { bad, messages } = it.listener.stats();
  assertEquals([bad, messages], [0, 51]);
});

Deno.test("closing in the middle of a message leaves nothing behind", async () => {
  await using it = await rig();
  await it.talker.say("half");
  assertEquals(it.listener.stats().heldBytes, 4);
});

Deno.test("who has stopped to listen is not told, and holds nobody up", async () => {
  await using it = await rig();
  const { signal } = new AbortController();
  const listeners = new Set<unknown>();
  signal.addEventListener = (_: string, listener: unknown) => void listeners.add(listener);
  signal.removeEventListener = (_: string, listener: unknown) => void listeners.delete(listener);
  const next = it.listener.next(undefined, { signal });
  const loop = it.listener.messages({ ...KEPT, signal });
  assertEquals([it.listener.stats().listening, listeners.size], [2, 2]);
  await it.talker.say("a\n");
  await next;
  for await (const _ of loop) break;
  assertEquals([it.listener.stats().listening, listeners.size], [0, 0]);
});

Deno.test("next() waits for the message that is wanted, within its bound and its signal", async () => {
  await using it = await rig();
  const wanted = it.listener.next((line) => line.startsWith("b"));
  await it.talker.say("a\nb\n");
  assertEquals((await wanted).message, "b");

  const late = codeOf(it.listener.next((line) => line === "never", { timeoutMs: 500 }));
  await it.talker.say("a\n");
  await it.clock.advance(500);
  assertEquals(await late, "timeout.reply");

  const stop = new AbortController();
  const aborted = it.listener.next(() => true, { signal: stop.signal }).catch((reason) => reason);
  stop.abort("mine");
  assertEquals(await aborted, "mine");
  const thrown = it.listener.next(() => {
    throw new TypeError("a bug");
  });
  const failed = assertRejects(() => thrown, TypeError);
  await it.talker.say("c\n");
  await failed;
});

for (
  const [overflow, kept] of [["drop-oldest", "345"], ["drop-newest", "123"]] as const
) {
  Deno.test(`a subscriber that is too slow keeps ${kept} of 12345 with "${overflow}"`, async () => {
    await using it = await rig();
    const loop = it.listener.messages({ capacity: 3, overflow });
    await it.talker.say("1\n2\n3\n4\n5\n");
    await nextTurn();
    await nextTurn();
    let got = "";
    for (let i = 0; i < 3; i++) got += (await loop.next()).value;
    assertEquals([got, loop.dropped, it.listener.stats().dropped], [kept, 2, 2]);
  });
}

Deno.test('a subscriber that is too slow is told so with "fail", after what was queued', async () => {
  await using it = await rig();
  const loop = it.listener.messages({ capacity: 2, overflow: "fail" });
  await it.talker.say("1\n2\n3\n");
  await nextTurn();
  assertEquals([(await loop.next()).value, (await loop.next()).value], ["1", "2"]);
  assertEquals(await codeOf(loop.next()), "queue.full");
  assertEquals((await loop.next()).done, true);
});

Deno.test("a loop that only computes loses nothing, however much comes at once", async () => {
  await using it = await rig();
  const loop = it.listener.messages({ capacity: 10, overflow: "fail" });
  let count = 0;
  const counting = (async () => {
    for await (const line of loop) {
      assertEquals(line, `${count}`);
      if (++count === 5_000) break;
    }
  })();
  await it.talker.say(Array.from({ length: 5_000 }, (_, i) => `${i}\n`).join(""));
  await counting;
  assertEquals(loop.dropped, 0);
});

Deno.test("a loop ends quietly by its signal, by break, and when the listener is closed", async () => {
  const it = await rig();
  const stop = new AbortController();
  const aborted = it.listener.messages({ ...KEPT, signal: stop.signal });
  const open = it.listener.messages(KEPT);
  const waiting = [aborted.next(), open.next()];
  stop.abort("mine");
  assertEquals(await waiting[0], { done: true, value: undefined });
  await it.talker.say("last\n");
  for await (const _ of it.listener.messages({ ...KEPT, signal: stop.signal })) assert(false);
  const next = codeOf(it.listener.next());
  await it[Symbol.asyncDispose]();
  assertEquals((await waiting[1])?.value, "last");
  assertEquals((await open.next()).done, true);
  assertEquals(await next, "link.closed");
  assertEquals((await it.listener.messages(KEPT).next()).done, true);
  assertEquals(await codeOf(it.listener.next()), "link.closed");
  await it.listener[Symbol.asyncDispose]();
});

Deno.test("a queue without a bound is refused at once", async () => {
  await using it = await rig();
  const overflow = "fail";
  assertThrows(() => it.listener.messages({ capacity: 0, overflow }), RangeError, "capacity");
});
