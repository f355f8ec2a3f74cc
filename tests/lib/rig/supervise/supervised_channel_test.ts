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
