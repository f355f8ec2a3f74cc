import {
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { Broadcast } from "../../../../lib/sink/broadcast/broadcast.ts";

const encoder = new TextEncoder();

function textBroadcast(): Broadcast<string> {
  return new Broadcast((text) => encoder.encode(text));
}

Deno.test("Broadcast gives each message to every subscriber, encoded once", async () => {
  let encodings = 0;
  const broadcast = new Broadcast<string>((text) => (encodings++, encoder.encode(text)));
  const both = ["drop-oldest", "drop-newest"].map((overflow) =>
    broadcast.subscribe({ maxBytes: 100, overflow: overflow as "drop-oldest" })
  );
  broadcast.publish("hello");
  const [one, two] = await Promise.all(both.map((it) => it.next()));
  assertEquals(one?.value?.item, "hello");
  assertStrictEquals(one?.value?.bytes, two?.value?.bytes);
  assertEquals(encodings, 1);
  broadcast.close();
});

Deno.test("Broadcast encodes nothing when nobody is there", () => {
  const broadcast = new Broadcast<string>(() => {
    throw new Error("not needed");
  });
  broadcast.publish("a");
  assertEquals(broadcast.stats().published, 1);
  assertEquals(broadcast.stats().encoded, 0);
});

Deno.test("A subscriber that waits gets the next message at once, past its queue", async () => {
  const broadcast = textBroadcast();
  using subscription = broadcast.subscribe({ maxBytes: 10, overflow: "drop-newest" });
  const next = subscription.next();
  broadcast.publish("a");
  assertEquals(broadcast.stats().queuedBytes, 0);
  assertEquals((await next).value?.item, "a");
});

for (
  const { overflow, expected } of [
    { overflow: "drop-oldest", expected: [["c", 2], ["d", 0]] },
    { overflow: "drop-newest", expected: [["a", 0], ["b", 0]] },
  ] as const
) {
  Deno.test(`A full queue with "${overflow}" keeps ${expected.map(([it]) => it)} of a,b,c,d`, async () => {
    const broadcast = textBroadcast();
    const subscription = broadcast.subscribe({ maxBytes: 2, overflow });
    for (const text of ["a", "b", "c", "d"]) {
      broadcast.publish(text);
      assertEquals(subscription.queuedBytes <= 2, true);
    }
    broadcast.close();
    const got = await Array.fromAsync(subscription, ({ item, dropped }) => [item, dropped]);
    assertEquals(got, expected.map((it) => [...it]));
    assertEquals(subscription.dropped, 2);
    assertEquals(broadcast.stats().dropped, 2);
  });
}

Deno.test('A full queue with "drop-newest" says so with the next message that fits', async () => {
  const broadcast = textBroadcast();
  using subscription = broadcast.subscribe({ maxBytes: 1, overflow: "drop-newest" });
  for (const text of ["a", "b", "c"]) broadcast.publish(text);
  assertEquals((await subscription.next()).value?.dropped, 0);
  broadcast.publish("d");
  const { value } = await subscription.next();
  assertEquals([value?.item, value?.dropped], ["d", 2]);
});

Deno.test('A full queue with "fail" rejects once, after what was queued; the others go on', async () => {
  const broadcast = textBroadcast();
  const subscription = broadcast.subscribe({ maxBytes: 1, overflow: "fail" });
  using other = broadcast.subscribe({ maxBytes: 100, overflow: "fail" });
  for (const text of ["a", "b", "c"]) broadcast.publish(text);
  assertEquals(subscription.isOpen, false);
  assertEquals(broadcast.subscribers, 1);
  assertEquals((await subscription.next()).value?.item, "a");
  const error = await assertRejects(() => subscription.next(), ReadoutError, "more than 1 bytes");
  assertEquals(error.code, "queue.full");
  assertEquals((await subscription.next()).done, true);
  assertEquals(other.queuedBytes, 3);
});

Deno.test("A message larger than a whole queue costs nothing that waits in it", async () => {
  const broadcast = textBroadcast();
  using subscription = broadcast.subscribe({ maxBytes: 3, overflow: "drop-oldest" });
  for (const text of ["a", "much too long", "b"]) broadcast.publish(text);
  assertEquals((await subscription.next()).value?.item, "a");
  const { value } = await subscription.next();
  assertEquals([value?.item, value?.dropped], ["b", 1]);
});

Deno.test("Empty messages fill a queue too", () => {
  const broadcast = textBroadcast();
  using subscription = broadcast.subscribe({ maxBytes: 3, overflow: "drop-oldest" });
  for (let n = 0; n < 10; n++) broadcast.publish("");
  assertEquals(subscription.dropped, 7);
});

Deno.test("A subscription that is disposed of is gone, and its wait ends", async () => {
  const broadcast = textBroadcast();
  const subscription = broadcast.subscribe({ maxBytes: 3, overflow: "drop-oldest" });
  const waiting = subscription.next();
  subscription[Symbol.dispose]();
  subscription[Symbol.dispose]();
  assertEquals(await waiting, { done: true, value: undefined });
  assertEquals(broadcast.subscribers, 0);
  broadcast.publish("a");
  assertEquals((await subscription.next()).done, true);
});

Deno.test("Breaking out of the loop ends the subscription", async () => {
  const broadcast = textBroadcast();
  const subscription = broadcast.subscribe({ maxBytes: 3, overflow: "drop-oldest" });
  broadcast.publish("a");
  for await (const _ of subscription) break;
  assertEquals(broadcast.subscribers, 0);
});

Deno.test("Broadcast.close() ends subscriptions after what is queued, also later ones", async () => {
  const broadcast = textBroadcast();
  const queued = broadcast.subscribe({ maxBytes: 3, overflow: "drop-oldest" });
  broadcast.publish("a");
  broadcast.close();
  broadcast.close();
  broadcast.publish("b");
  assertEquals(await Array.fromAsync(queued, ({ item }) => item), ["a"]);
  const late = broadcast.subscribe({ maxBytes: 3, overflow: "drop-oldest" });
  assertEquals((await late.next()).done, true);
});

Deno.test("Broadcast.subscribe() throws a RangeError if its queue could hold nothing", () => {
  const broadcast = textBroadcast();
  for (const maxBytes of [0, -1, NaN]) {
    assertThrows(
      () => broadcast.subscribe({ maxBytes, overflow: "drop-oldest" }),
      RangeError,
      "maxBytes must be > 0",
    );
  }
});

Deno.test("Whatever is published and taken, each message is delivered once or counted", async () => {
  const step = fc.oneof(
    fc.record({ publish: fc.integer({ min: 0, max: 9 }) }),
    fc.record({ take: fc.constant(true) }),
  );
  const rule = fc.constantFrom("drop-oldest" as const, "drop-newest" as const);
  await fc.assert(fc.asyncProperty(rule, fc.array(step), async (overflow, steps) => {
    const broadcast = new Broadcast<number>((size) => new Uint8Array(size % 10));
    const subscription = broadcast.subscribe({ maxBytes: 8, overflow });
    let published = 0;
    let next = 0;
    function check(message: { readonly item: number; readonly dropped: number } | undefined): void {
      if (message === undefined) return;
      assertEquals(Math.floor(message.item / 10), next + message.dropped);
      next += message.dropped + 1;
    }
    for (const step of steps) {
      if ("publish" in step) broadcast.publish(10 * published++ + step.publish);
      else if (subscription.queuedBytes > 0) check((await subscription.next()).value);
      assertEquals(subscription.queuedBytes <= 8, true);
    }
    broadcast.close();
    for await (const message of subscription) check(message);
    assertEquals(published - next <= subscription.dropped, true); // lost after the last delivered
  }));
});
