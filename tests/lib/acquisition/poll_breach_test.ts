import { assertEquals, assertRejects } from "../../deps/assert.ts";
import { poll } from "../../../lib/acquisition/poll.ts";
import { channel } from "../../../lib/channel/channel.ts";
import type { Channel } from "../../../lib/contract/channel.ts";
import { nextTurn } from "../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { run, timed } from "./timed.ts";

/** A channel of one's own making, whose `tryRead()` breaks its contract at its third read. */
function breaching(clock: VirtualClock, breach: () => Promise<never>): Channel<number> {
  const honest = channel("own", "", () => 1, { clock });
  let reads = 0;
  return {
    name: "own",
    unit: "",
    read: (options) => honest.read(options),
    tryRead: (options) => ++reads === 3 ? breach() : honest.tryRead(options),
  };
}

for (
  const [how, breach] of [
    ["rejects", () => Promise.reject(new Error("breach"))],
    ["throws", () => {
      throw new Error("breach");
    }],
  ] as const
) {
  Deno.test(`poll() of a channel whose tryRead() ${how} throws that in the loop, not silence`, async () => {
    const clock = new VirtualClock();
    const other = timed(clock, "other", () => 1_000);
    const { polling, readings, done } = run([breaching(clock, breach), other.channel], {
      periodMs: 10,
      clock,
    });
    const caught = assertRejects(() => done, Error, "breach");
    await clock.advance(100);
    await caught;
    await nextTurn();
    assertEquals([readings.length, polling.underWay, clock.pendingTimers], [2, 0, 0]);
    assertEquals(await polling.next(), { done: true, value: undefined });
  });

  Deno.test(`poll() whose loop is busy as a tryRead() ${how} gives what has arrived, then throws`, async () => {
    const clock = new VirtualClock();
    const polling = poll([breaching(clock, breach), timed(clock, "other", () => 5).channel], {
      periodMs: 10,
      clock,
    });
    for (let reading = 0; reading < 4; reading++) {
      const next = polling.next();
      await clock.advance(5);
      await next;
    }
    await clock.advance(10); // the third read of one, and of the other
    await assertRejects(() => polling.next(), Error, "breach");
    assertEquals((await polling.next()).done, true);
  });
}

Deno.test("poll() with a timeout that bounds nothing rejects, and keeps no listener", async () => {
  const clock = new VirtualClock();
  let listeners = 0;
  class Counted extends EventTarget {
    readonly aborted = false;
    override addEventListener(): void {
      listeners++;
    }
    override removeEventListener(): void {
      listeners--;
    }
  }
  const signal = new Counted() as EventTarget as AbortSignal;
  const polling = poll(channel("a", "", () => 1, { clock }), {
    periodMs: 10,
    timeoutMs: -1,
    clock,
    signal,
  });
  await assertRejects(() => polling.next(), RangeError, "timeoutMs");
  assertEquals([listeners, clock.pendingTimers], [0, 0]);
});
