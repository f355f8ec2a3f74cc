import { assertAlmostEquals, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { signal } from "../../../../lib/source/signal/signal.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import type { Channel } from "../../../../lib/contract/channel.ts";

async function values(channel: Channel<number>, count: number): Promise<number[]> {
  const found = [];
  for (let read = 0; read < count; read++) found.push((await channel.read()).value);
  return found;
}

for (
  const { name, quarters } of [
    { name: "sine", quarters: [5, 7, 5, 3, 5] },
    { name: "square", quarters: [7, 7, 3, 3, 7] },
    { name: "sawtooth", quarters: [3, 4, 5, 6, 3] },
  ] as const
) {
  Deno.test(`signal.${name}() has its shape at the quarters of a period`, async () => {
    const clock = new VirtualClock();
    clock.stall(123);
    const channel = signal[name]({ periodMs: 400, amplitude: 2, offset: 5, clock });
    for (const expected of quarters) {
      assertAlmostEquals((await channel.read()).value, expected, 1e-9);
      clock.stall(100);
    }
  });
}

Deno.test("signal.ramp() rises with monotonic time, whatever the wall clock does", async () => {
  const clock = new VirtualClock();
  const ramp = signal.ramp({ start: 10, perSecond: -2, clock });
  clock.stall(3_000);
  clock.stepWall(-3_600_000);
  assertEquals((await ramp.read()).value, 4);
});

Deno.test("signal.counter() counts its own reads", async () => {
  const counter = signal.counter({ start: 5, step: 5 });
  assertEquals(await values(counter, 3), [5, 10, 15]);
  assertEquals(await values(signal.counter(), 2), [0, 1]);
});

for (const name of ["noise", "randomWalk"] as const) {
  Deno.test(`signal.${name}() repeats for the same seed and differs for another`, async () => {
    const first = await values(signal[name]({ seed: 3 }), 50);
    assertEquals(await values(signal[name]({ seed: 3 }), 50), first);
    const same = (await values(signal[name]({ seed: 4 }), 50)).filter((v, at) => v === first[at]);
    assertEquals(same.length <= 1, true); // a walk starts at its mean
  });
}

Deno.test("signal.noise() has the mean and the standard deviation asked for", async () => {
  const found = await values(signal.noise({ seed: 1, mean: 20, sigma: 3 }), 20_000);
  const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
  const square = found.reduce((sum, value) => sum + (value - mean) ** 2, 0) / found.length;
  assertAlmostEquals(mean, 20, 0.1);
  assertAlmostEquals(Math.sqrt(square), 3, 0.1);
});

Deno.test("signal.randomWalk() starts at its mean and takes normal steps", async () => {
  const found = await values(signal.randomWalk({ seed: 9, mean: 100, sigma: 0.5 }), 5_000);
  assertEquals(found[0], 100);
  const steps = found.slice(1).map((value, at) => value - found[at]!);
  const square = steps.reduce((sum, step) => sum + step ** 2, 0) / steps.length;
  assertAlmostEquals(Math.sqrt(square), 0.5, 0.02);
});

Deno.test("signal.sine() refuses a period that is none", () => {
  for (const periodMs of [0, -1, NaN, Infinity]) {
    assertThrows(() => signal.sine({ periodMs }), RangeError, "periodMs");
  }
});

Deno.test("signals take their name and unit from the options, else their own", () => {
  assertEquals(signal.randomWalk().name, "random-walk");
  const named = signal.sine({ name: "wave", unit: "V" });
  assertEquals([named.name, named.unit], ["wave", "V"]);
});
