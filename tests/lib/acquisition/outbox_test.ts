import {
  assert,
  assertEquals,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { Outbox } from "../../../lib/acquisition/outbox.ts";
import { delay } from "../../../lib/base/delay.ts";
import { ReadoutError } from "../../../lib/base/readout_error.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import type { Overflow } from "../../../lib/contract/overflow.ts";

async function code(promise: Promise<unknown>): Promise<string> {
  return (await assertRejects(() => promise, ReadoutError)).code;
}

for (
  const { overflow, kept, dropped } of [
    { overflow: "drop-oldest", kept: [3, 4], dropped: 2 },
    { overflow: "drop-newest", kept: [1, 2], dropped: 2 },
  ] as const
) {
  Deno.test(`Outbox with "${overflow}" keeps ${kept} of 1,2,3,4 in two places`, async () => {
    const outbox = new Outbox<number>(2, overflow);
    for (const item of [1, 2, 3, 4]) await outbox.push(item);
    outbox.close();
    assertEquals(await Array.fromAsync(outbox), [...kept]);
    assertEquals(outbox.stats().dropped, dropped);
  });
}

Deno.test('Outbox with "fail" tells the producer, and has not taken the item', async () => {
  const outbox = new Outbox<number>(1, "fail");
  assertEquals(await outbox.push(1), true);
  assertEquals(await code(outbox.push(2)), "queue.full");
  outbox.close();
  assertEquals(await Array.fromAsync(outbox), [1]);
  assertEquals(outbox.stats().pushed, 1);
});

Deno.test('Outbox with "wait" takes waiting producers in turn as room is made', async () => {
  const clock = new VirtualClock();
  const outbox = new Outbox<number>(1, "wait", { clock });
  const pushes = [1, 2, 3].map((item) => outbox.push(item));
  assertEquals(outbox.stats().waiting, 2);
  const taken = [];
  for (let take = 0; take < 3; take++) taken.push((await outbox.take())!.item);
  assertEquals(taken, [1, 2, 3]);
  assertEquals(await Promise.all(pushes), [true, true, true]);
});

Deno.test("Outbox.push() gives up after its timeout or by its signal, and the item never comes", async () => {
  const clock = new VirtualClock();
  const outbox = new Outbox<number>(1, "wait", { clock });
  await outbox.push(1);
  const late = code(outbox.push(2, { timeoutMs: 100 }));
  const stop = new AbortController();
  const aborted = outbox.push(3, { signal: stop.signal }).catch((thrown) => thrown);
  await clock.advance(100);
  assertEquals(await late, "timeout.queue");
  stop.abort("mine");
  assertStrictEquals(await aborted, "mine");
  outbox.close();
  assertEquals(await Array.fromAsync(outbox), [1]);
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("Outbox.deliver() resolves when the consumer has acknowledged, not before", async () => {
  const outbox = new Outbox<string>(5, "wait");
  let delivered = false;
  const delivering = outbox.deliver("a").then(() => delivered = true);
  const delivery = await outbox.take();
  await nextTurn();
  assertEquals([delivery!.item, delivered], ["a", false]);
  delivery!.ack();
  delivery!.ack();
  await delivering;
  assertEquals(outbox.stats().acknowledged, 1);
});

Deno.test("Outbox.deliver() says so if its item was dropped, refused, or left", async () => {
  const oldest = new Outbox<number>(1, "drop-oldest");
  const first = code(oldest.deliver(1));
  await oldest.push(2);
  assertEquals(await first, "queue.dropped");

  const newest = new Outbox<number>(1, "drop-newest");
  await newest.push(1);
  assertEquals(await code(newest.deliver(2)), "queue.dropped");

  const full = new Outbox<number>(1, "fail");
  await full.push(1);
  assertEquals(await code(full.deliver(2)), "queue.full");

  const left = new Outbox<number>(1, "wait");
  const leaving = code(left.deliver(1));
  for await (const _ of left) break;
  assertEquals(await leaving, "queue.unacknowledged");
});

Deno.test("Outbox.deliver() is bounded though nobody ever acknowledges", async () => {
  const clock = new VirtualClock();
  const outbox = new Outbox<number>(1, "wait", { clock });
  const late = code(outbox.deliver(1));
  await outbox.take();
  await clock.advance(2_000);
  assertEquals(await late, "timeout.queue");
});

Deno.test("Outbox.close() lets consumers finish, refuses producers, and ends waiting ones", async () => {
  const outbox = new Outbox<number>(2, "wait");
  await outbox.push(1);
  await outbox.push(2);
  const waiting = code(outbox.push(3));
  outbox.close();
  outbox.close();
  assertEquals(await waiting, "queue.closed");
  assertEquals(await code(outbox.push(4)), "queue.closed");
  assertEquals(await code(outbox.deliver(4)), "queue.closed");
  assertEquals(await Array.fromAsync(outbox), [1, 2]);
  assertEquals(await outbox.take(), undefined);
});

Deno.test("Outbox.close() ends consumers that wait", async () => {
  const outbox = new Outbox<number>(2, "wait");
  const loops = [Array.fromAsync(outbox), Array.fromAsync(outbox)];
  await nextTurn();
  outbox.close();
  assertEquals(await Promise.all(loops), [[], []]);
});

Deno.test("Outbox.take() gives up after its timeout or by its signal, and loses no item", async () => {
  const clock = new VirtualClock();
  const outbox = new Outbox<number>(2, "wait", { clock });
  const late = code(outbox.take({ timeoutMs: 50 }));
  const stop = new AbortController();
  const loop = Array.fromAsync(outbox.items({ signal: stop.signal })).catch((thrown) => thrown);
  await clock.advance(50);
  assertEquals(await late, "timeout.queue");
  stop.abort("mine");
  assertEquals(await loop, "mine");
  await outbox.push(1);
  assertEquals((await outbox.take())!.item, 1);
  await nextTurn();
  assertEquals(clock.pendingTimers, 0);
});

Deno.test("Outbox.join() waits until all is dealt with, and no longer than it may", async () => {
  const clock = new VirtualClock();
  const outbox = new Outbox<number>(5, "wait", { clock });
  await outbox.join({ timeoutMs: 1 });
  await outbox.push(1);
  const late = assertRejects(() => outbox.join({ timeoutMs: 100 }), ReadoutError, "1 queued");
  await clock.advance(100);
  assertEquals((await late).code, "timeout.queue");
  const joined = outbox.join({ timeoutMs: 100 });
  const delivery = await outbox.take();
  let over = false;
  void joined.then(() => over = true);
  await nextTurn();
  assertEquals(over, false);
  delivery!.ack();
  await joined;
});

Deno.test("Outbox refuses a capacity that is none", () => {
  for (const capacity of [0, -1, 1.5, NaN, Infinity]) {
    assertThrows(() => new Outbox(capacity, "wait"), RangeError, "capacity");
  }
});

Deno.test("Outbox delivers every item once and in order, or counts it, whoever comes and goes", async () => {
  const ms = fc.nat(20);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        capacity: fc.integer({ min: 1, max: 4 }),
        overflow: fc.constantFrom<Overflow>("wait", "drop-oldest", "drop-newest", "fail"),
        producers: fc.array(
          fc.array(
            fc.record({
              pauseMs: ms,
              timeoutMs: fc.integer({ min: 1, max: 30 }),
              ack: fc.boolean(),
            }),
            { maxLength: 8 },
          ),
          { minLength: 1, maxLength: 3 },
        ),
        consumers: fc.array(
          fc.record({ workMs: ms, leavesAfter: fc.integer({ min: 1, max: 10 }), stopsAtMs: ms }),
          { minLength: 1, maxLength: 3 },
        ),
      }),
      async ({ capacity, overflow, producers, consumers }) => {
        const clock = new VirtualClock();
        const outbox = new Outbox<string>(capacity, overflow, { clock });
        const accepted = new Set<string>();
        const maybe = new Set<string>(); // timed out waiting for the acknowledgement
        const taken: string[] = [];
        const acknowledged = new Set<string>();

        const producing = producers.map(async (pushes, producer) => {
          for (const [at, { pauseMs, timeoutMs, ack }] of pushes.entries()) {
            await delay(pauseMs, { clock });
            const item = `${producer}:${String(at).padStart(2, "0")}`;
            try {
              if (ack) {
                await outbox.deliver(item, { timeoutMs });
                acknowledged.add(item);
                accepted.add(item);
              } else if (await outbox.push(item, { timeoutMs })) accepted.add(item);
            } catch (error) {
              assert(error instanceof ReadoutError);
              if (ack) maybe.add(item);
            }
          }
        });
        const consuming = consumers.map(async ({ workMs, leavesAfter, stopsAtMs }, consumer) => {
          const stop = new AbortController();
          // The first consumer stays to the end.
          if (consumer > 0) clock.timer(stopsAtMs * 10, () => stop.abort("stopped"));
          let left = consumer > 0 ? leavesAfter : Infinity;
          try {
            for await (const item of outbox.items({ signal: stop.signal })) {
              taken.push(item);
              await delay(workMs, { clock });
              if (--left === 0) break;
            }
          } catch (reason) {
            assertEquals(reason, "stopped");
          }
        });
        await clock.advance(2_000);
        await Promise.all(producing);
        outbox.close();
        await clock.advance(2_000);
        await Promise.all(consuming);

        const stats = outbox.stats();
        assertEquals(new Set(taken).size, taken.length); // once
        for (const [producer] of producers.entries()) { // in order
          const own = taken.filter((item) => item.startsWith(`${producer}:`));
          assertEquals(own, own.toSorted());
        }
        for (const item of taken) assert(accepted.has(item) || maybe.has(item));
        for (const item of acknowledged) assert(taken.includes(item));
        assertEquals(stats.queued + stats.waiting, 0);
        assertEquals(stats.pushed, stats.delivered + stats.dropped);
        assertEquals(stats.delivered, taken.length);
        if (overflow === "wait" || overflow === "fail") assertEquals(stats.dropped, 0);
        if (stats.dropped === 0) { for (const item of accepted) assert(taken.includes(item)); }
        assertEquals(clock.pendingTimers, 0);
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("Outbox refuses a timeout that is none, and does not wait for ever", async () => {
  const outbox = new Outbox<number>(1, "wait");
  assertThrows(() => outbox.take({ timeoutMs: NaN }), RangeError, "timeoutMs");
  await outbox.push(1);
  assertThrows(() => outbox.push(2, { timeoutMs: -1 }), RangeError, "timeoutMs");
  assertEquals(outbox.stats().waiting, 0);
});
