import type { Reading } from "../../../../lib/contract/reading.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { channel } from "../../../../lib/channel/channel.ts";
import { SupervisedChannel } from "../../../../lib/rig/supervise/supervised_channel.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { assertEquals, assertRejects } from "../../../deps/assert.ts";

for (const how of ["read", "tryRead"] as const) {
  Deno.test(`SupervisedChannel.${how}() makes its source anew after a crash, and only then`, async () => {
    const clock = new VirtualClock();
    let made = 0;
    let failure: Error | undefined;
    const supervised = new SupervisedChannel(() => {
      made++;
      return channel("volts", "V", () => {
        if (failure) throw failure;
        return made;
      }, { clock });
    }, clock);
    const value = async (): Promise<number | null> => (await supervised[how]()).value;
    assertEquals([supervised.name, supervised.unit, await value()], ["volts", "V", 1]);
    failure = new ReadoutError("timeout.reply", "Cannot read volts: no reply");
    if (how === "read") await assertRejects(value, ReadoutError, "no reply");
    else assertEquals(await value(), null);
    assertEquals(made, 1);
    failure = new TypeError("a bug");
    if (how === "read") await assertRejects(value, ReadoutError, "a bug");
    else assertEquals(await value(), null);
    assertEquals([made, supervised.restarts], [2, 1]);
    failure = undefined;
    assertEquals(await value(), 2);
  });
}

Deno.test("SupervisedChannel gives up a call that goes on for a minute after its time, and drops what it says", async () => {
  const clock = new VirtualClock();
  const ends: ((value: number) => void)[] = [];
  const supervised = new SupervisedChannel((calls) => {
    const read = calls.watched(() => new Promise<number>((resolve) => ends.push(resolve)));
    return channel("volts", "V", read, { clock, timeoutMs: 1_000 });
  }, clock);
  const tryRead = async (waitMs: number): Promise<Reading<number>> => {
    const reading = supervised.tryRead();
    await clock.advance(waitMs);
    return await reading;
  };
  assertEquals((await tryRead(1_000)).fault?.code, "timeout.total");
  assertEquals((await tryRead(59_000)).fault?.code, "timeout.lock");
  assertEquals([ends.length, supervised.restarts], [1, 0]);
  await clock.advance(1_000);
  const second = supervised.tryRead(); // 60 s after the time of the first was seen to be over
  assertEquals([ends.length, supervised.restarts], [2, 1]);
  ends[0]!(666);
  ends[1]!(4.2);
  assertEquals((await second).value, 4.2);
});
