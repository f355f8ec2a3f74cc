import { assertEquals, assertStrictEquals } from "../../deps/assert.ts";
import { delay } from "../../../lib/base/delay.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

Deno.test("delay() resolves when its time has passed, not before", async () => {
  const clock = new VirtualClock();
  let over = false;
  const waiting = delay(100, { clock }).then(() => over = true);
  await clock.advance(99);
  assertEquals(over, false);
  await clock.advance(1);
  await waiting;
});

Deno.test("delay() rejects with the signal's own reason and leaves no timer", async () => {
  const clock = new VirtualClock();
  const stop = new AbortController();
  const waiting = delay(100, { clock, signal: stop.signal }).catch((thrown) => thrown);
  const reason = Symbol("mine");
  stop.abort(reason);
  assertStrictEquals(await waiting, reason);
  assertEquals(clock.pendingTimers, 0);
  assertStrictEquals(await delay(1, { clock, signal: stop.signal }).catch((e) => e), reason);
});
