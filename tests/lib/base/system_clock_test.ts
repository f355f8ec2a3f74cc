import { assertEquals, assertGreaterOrEqual } from "../../deps/assert.ts";
import { systemClock } from "../../../lib/base/system_clock.ts";

Deno.test("systemClock.timer() calls back once, not before its time", async () => {
  const startMs = systemClock.nowMs();
  await new Promise<void>((resolve) => systemClock.timer(20, resolve));
  assertGreaterOrEqual(systemClock.nowMs() - startMs, 19); // timers count whole milliseconds
});

Deno.test("systemClock.timer() can be cancelled, also when it is longer than a system timer", async () => {
  let called = false;
  const cancelShort = systemClock.timer(1, () => called = true);
  const cancelLong = systemClock.timer(2 ** 40, () => called = true); // setTimeout would fire at once
  cancelShort();
  await new Promise<void>((resolve) => systemClock.timer(10, resolve));
  cancelLong();
  cancelLong();
  assertEquals(called, false);
});
