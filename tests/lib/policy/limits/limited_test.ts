import { assertEquals, assertRejects, assertThrows } from "../../../deps/assert.ts";
import type { Reading } from "../../../../lib/contract/reading.ts";
import { delay } from "../../../../lib/base/delay.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { channel } from "../../../../lib/channel/channel.ts";
import { limited, type ValueLimits } from "../../../../lib/policy/limits/limited.ts";
import { VirtualClock } from "../../../../lib/testing/virtual_clock.ts";
import { at, giving, none } from "./given.ts";

/** The reasons of these readings after the limits, each read at its own time. */
async function reasons(limits: ValueLimits, ...readings: Reading<number>[]): Promise<string> {
  const clock = new VirtualClock();
  const oven = limited(giving(...readings), { clock, ...limits });
  const given: string[] = [];
  for (const { monoMs } of readings) {
    await clock.advance(monoMs - clock.nowMs());
    given.push((await oven.tryRead()).reason);
  }
  return given.join(" ");
}

Deno.test("limited() passes good readings on, numbered by itself", async () => {
  const oven = limited(giving({ ...at(0, 20), seq: 7 }, { ...at(0, 21), seq: 9 }), {
    range: { low: 0, high: 300 },
  });
  assertEquals(await oven.tryRead(), at(0, 20));
  assertEquals(await oven.read(), { ...at(0, 21), seq: 1 });
});

Deno.test("a value outside its range is out-of-range, and keeps its value", async () => {
  const range = { low: 0, high: 300 };
  assertEquals(
    await reasons({ range }, at(0, 0), at(1, 300), at(2, -0.1), at(3, 300.1)),
    "ok ok out-of-range out-of-range",
  );
  const oven = limited(giving(at(0, 500)), { range });
  const { value, status } = await oven.read();
  assertEquals([value, status], [500, "uncertain"]);
});

Deno.test("NaN and the infinities are bad, whatever the limits", async () => {
  for (const value of [NaN, Infinity, -Infinity]) {
    for (const limits of [{}, { range: { low: -Infinity, high: Infinity } }]) {
      const bad = await limited(giving(at(0, value)), limits).tryRead();
      assertEquals([bad.status, bad.value, bad.fault?.code], ["bad", null, "value.invalid"]);
    }
  }
  const rejected = await assertRejects(() => limited(giving(at(0, NaN)), {}).read(), ReadoutError);
  assertEquals(rejected.code, "value.invalid");
});

Deno.test("a change that is too fast is implausible until the next value agrees with it", async () => {
  const maxRatePerS = 10;
  assertEquals(
    await reasons({ maxRatePerS }, at(0, 20), at(1_000, 30), at(2_000, 41)),
    "ok ok implausible",
  );
  assertEquals(
    await reasons({ maxRatePerS }, at(0, 20), at(1_000, 200), at(2_000, 21)),
    "ok implausible ok", // a flipped digit
  );
  assertEquals(
    await reasons({ maxRatePerS }, at(0, 20), at(1_000, 200), at(2_000, 201), at(3_000, 202)),
    "ok implausible ok ok", // it has really changed
  );
  assertEquals(await reasons({ maxRatePerS }, at(0, 20), at(0, 21)), "ok implausible");
  const old = giving(at(5_000, 20), at(4_000, 25)); // times that go back
  const oven = limited(old, { maxRatePerS, clock: new VirtualClock() });
  assertEquals([(await oven.read()).reason, (await oven.read()).reason], ["ok", "implausible"]);
});

Deno.test("a value that stays the same for too long is stuck", async () => {
  const stuck = { afterMs: 3_000, deadband: 0.5 };
  assertEquals(
    await reasons(
      { stuck },
      at(0, 20),
      at(1_000, 20.5),
      at(2_999, 19.5),
      at(3_000, 20),
      at(4_000, 20.6),
    ),
    "ok ok ok implausible ok",
  );
});

Deno.test("a measurement that is too old is stale, though it is given just now", async () => {
  const replay = { ...at(0, 20) };
  const clock = new VirtualClock();
  await clock.advance(3_001);
  const oven = limited(giving(replay, at(3_001, 20), { ...at(3_001, 20), ageMs: 3_001 }), {
    clock,
    periodMs: 1_000,
  });
  const given = [await oven.tryRead(), await oven.tryRead(), await oven.tryRead()];
  assertEquals(given.map(({ reason }) => reason), ["stale", "ok", "stale"]);
});

Deno.test("limited() says stale before implausible before out-of-range", async () => {
  const limits = { range: { low: 0, high: 10 }, maxRatePerS: 1, staleAfterMs: 500 };
  const old = { ...at(2_000, 99), ageMs: 1_000 };
  assertEquals(
    await reasons(limits, at(0, 11), at(1_000, 99), old),
    "out-of-range implausible stale",
  );
});

Deno.test("limited() passes bad and uncertain readings on, and learns nothing from them", async () => {
  const held = { ...at(1_000, 99), status: "uncertain", reason: "held" } as const;
  assertEquals(
    await reasons({ maxRatePerS: 1 }, at(0, 1), held, none(1_500), at(2_000, 2)),
    "ok held comm-fail ok",
  );
});

Deno.test("readTwice: two values that differ are implausible, and the second is given", async () => {
  const readTwice = { within: 0.1 };
  const values = [20, 20.05, 20, 28, 20, 20];
  const oven = limited(channel("oven", "C", () => values.shift()!), { readTwice });
  const given = [await oven.tryRead(), await oven.read(), await oven.read()];
  assertEquals(given.map(({ reason }) => reason), ["ok", "implausible", "ok"]);
  assertEquals(given.map(({ value, seq }) => [value, seq]), [[20.05, 0], [28, 1], [20, 2]]);
});

Deno.test("readTwice: both share the budget, and a fault of either is the outcome", async () => {
  const clock = new VirtualClock();
  const budgets: number[] = [];
  const oven = limited(
    channel("oven", "C", async ({ timeoutMs }) => {
      budgets.push(timeoutMs);
      await delay(30, { clock });
      return 20;
    }, { clock }),
    { readTwice: { within: 0 }, clock },
  );
  const reading = oven.tryRead({ timeoutMs: 100 });
  await clock.advance(60);
  assertEquals([(await reading).reason, budgets], ["ok", [100, 70]]);
  const late = oven.tryRead({ timeoutMs: 40 });
  await clock.advance(60);
  assertEquals((await late).fault?.code, "timeout.total");
  assertEquals(
    (await limited(giving(none(0)), { readTwice: { within: 0 } }).tryRead()).status,
    "bad",
  );
});

Deno.test("limited() refuses limits that cannot be", () => {
  const oven = channel("oven", "C", () => 1);
  for (
    const limits of [
      { range: { low: 1, high: 0 } },
      { range: { low: NaN, high: 0 } },
      { maxRatePerS: 0 },
      { stuck: { afterMs: 0 } },
      { stuck: { afterMs: 1, deadband: -1 } },
      { readTwice: { within: NaN } },
      { staleAfterMs: 0 },
    ]
  ) assertThrows(() => limited(oven, limits), RangeError);
});
