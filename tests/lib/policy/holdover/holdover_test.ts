import { assert, assertAlmostEquals, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import type { HoldPlan } from "../../../../lib/policy/holdover/hold_plan.ts";
import { Holdover } from "../../../../lib/policy/holdover/holdover.ts";
import { after, mixture, step } from "../../../../lib/policy/holdover/damped_trend.ts";
import { MeasurementRecord } from "../../../../lib/policy/holdover/record.ts";
import { noiseOf } from "../../../../lib/policy/holdover/noise.ts";

/** A holdover that has seen 30 values about 20, one a second, that differ by about 0.1. */
function settled(plan: HoldPlan = {}): Holdover<number> {
  const holdover = new Holdover<number>(plan);
  const random = seededRandom(1);
  for (let step = 0; step < 30; step++) {
    holdover.learn({ value: 20 + 0.2 * (random.next() - 0.5), monoMs: 1_000 * step });
  }
  return holdover;
}

Deno.test("Holdover predicts nothing before it knows anything", () => {
  const holdover = new Holdover<number>({});
  assertEquals(holdover.predict(0), undefined);
  holdover.learn({ value: 1, monoMs: 0 });
  assertEquals(holdover.predict(1), undefined); // it does not know yet what a usual time is
  assertEquals(new Holdover<number>({ maxAgeMs: 5 }).predict(0), undefined);
});

Deno.test("Holdover holds from the first value where its plan says how long, and claims no uncertainty", () => {
  const holdover = new Holdover<number>({ maxAgeMs: 500 });
  holdover.learn({ value: 7, monoMs: 0 });
  assertEquals(holdover.predict(500), {
    value: 7,
    uncertainty: undefined,
    ageMs: 500,
    isFirst: true,
  });
  assertEquals(holdover.predict(501), undefined);
});

Deno.test("Holdover ends after ten of the usual times, and after 60 s at the latest", () => {
  const holdover = settled();
  assert(holdover.predict(29_000 + 10_000));
  assertEquals(holdover.predict(29_000 + 10_001), undefined);
  const slow = new Holdover<number>({});
  for (let at = 0; at < 3; at++) slow.learn({ value: 1, monoMs: 10_000 * at });
  assert(slow.predict(20_000 + 60_000));
  assertEquals(slow.predict(20_000 + 60_001), undefined);
});

Deno.test("Holdover ends when it is too uncertain, and does not begin where nothing is known of that", () => {
  const holdover = settled({ maxUncertainty: 2, maxAgeMs: 1e6, maxRatePerS: 1 });
  assert(holdover.predict(29_000 + 3_000)); // 3 / sqrt(3) and the noise
  assertEquals(holdover.predict(29_000 + 3_500), undefined);
  const young = new Holdover<number>({ maxUncertainty: 2, maxAgeMs: 1e6 });
  young.learn({ value: 1, monoMs: 0 });
  assertEquals(young.predict(1), undefined);
});

Deno.test("Holdover asks a model of the user's own, and believes it only if it gives numbers", () => {
  const seen: number[] = [];
  const holdover = settled({
    by: ({ values, noise }, aheadMs) => {
      seen.push(values.length, aheadMs);
      return { value: values.at(-1)!.value + 1, uncertainty: noise + aheadMs / 1_000 };
    },
  });
  const held = holdover.predict(31_000)!;
  assertEquals(seen, [30, 2_000]);
  assert(held.value > 20.8 && held.uncertainty! > 2);
  for (const wrong of [[NaN, 1], [Infinity, 1], [1, -1], [1, NaN], [1, Infinity]] as const) {
    const [value, uncertainty] = wrong;
    assertEquals(settled({ by: () => ({ value, uncertainty }) }).predict(31_000), undefined);
  }
});

Deno.test("Holdover reports a model that throws, and goes on without", () => {
  const reported: unknown[] = [];
  const listen = (event: ErrorEvent) => {
    event.preventDefault();
    reported.push(event.error.message);
  };
  globalThis.addEventListener("error", listen);
  const held = settled({
    by: () => {
      throw new Error("my model");
    },
  }).predict(31_000);
  globalThis.removeEventListener("error", listen);
  assertEquals([held, reported], [undefined, ["my model"]]);
});

Deno.test("Holdover holds text and booleans as they were", () => {
  const holdover = new Holdover<string>({ by: "trend" });
  for (let at = 0; at < 20; at++) holdover.learn({ value: at % 2 ? "on" : "off", monoMs: at });
  const held = holdover.predict(25);
  assertEquals([held?.value, held?.uncertainty, held?.ageMs], ["on", undefined, 6]);
  assertEquals(holdover.learn({ value: "off", monoMs: 26 }).plausible, true);
});

Deno.test("Holdover believes a measurement that comes back where it was expected", () => {
  const holdover = settled();
  holdover.predict(30_000);
  const { returned, innovation, plausible } = holdover.learn({ value: 20.1, monoMs: 31_000 });
  assertEquals([returned, plausible], [true, true]);
  assert(innovation! < 5);
  assertEquals(holdover.learn({ value: 20, monoMs: 32_000 }).returned, false);
});

Deno.test("Holdover does not believe a jump until the next measurement agrees with it", () => {
  const holdover = settled();
  holdover.predict(30_000);
  const jump = holdover.learn({ value: 25, monoMs: 31_000 });
  assertEquals([jump.returned, jump.plausible], [true, false]);
  assert(jump.innovation! > 5);
  assertEquals(holdover.learn({ value: 25.05, monoMs: 32_000 }).plausible, true);
  // From there it knows only the two: what was before tells nothing any more.
  assertEquals(holdover.predict(32_500)?.value, 25.05);
});

Deno.test("Holdover forgets a jump that the next measurement does not confirm", () => {
  const holdover = settled();
  holdover.predict(30_000);
  assertEquals(holdover.learn({ value: 250, monoMs: 31_000 }).plausible, false);
  assertEquals(holdover.learn({ value: 20.02, monoMs: 32_000 }).plausible, true);
  assertAlmostEquals(holdover.predict(33_000)!.value, 20, 0.1);
});

Deno.test("Holdover goes on doubting while no two measurements agree", () => {
  const holdover = settled();
  holdover.predict(30_000);
  const plausible = [25, 35, 50, 50.2].map((value, at) =>
    holdover.learn({ value, monoMs: 31_000 + 1_000 * at }).plausible
  );
  assertEquals(plausible, [false, false, false, true]);
});

Deno.test("Holdover never takes its own predictions for measurements", () => {
  const [asked, quiet] = [
    settled({ by: "trend", maxAgeMs: 1e6 }),
    settled({ by: "trend", maxAgeMs: 1e6 }),
  ];
  for (let nowMs = 29_000; nowMs < 60_000; nowMs += 100) asked.predict(nowMs);
  assertEquals(asked.predict(60_000)?.value, quiet.predict(60_000)?.value);
  assertEquals(asked.predict(60_000)?.uncertainty, quiet.predict(60_000)?.uncertainty);
});

Deno.test("Holdover refuses a limit that is none", () => {
  for (const name of ["maxAgeMs", "maxUncertainty", "maxRatePerS"]) {
    assertThrows(() => new Holdover({ [name]: NaN }), RangeError, name);
  }
});

Deno.test("noiseOf() tells walking from scattering", () => {
  const random = seededRandom(9);
  const gauss = () =>
    Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
  const still = Array.from({ length: 2_000 }, () => 0.1 * gauss());
  assertAlmostEquals(Math.sqrt(noiseOf(still).scatter), 0.1, 0.01);
  assert(noiseOf(still).walk < 0.001);
  let at = 0;
  const walked = Array.from({ length: 2_000 }, () => at += 0.2 * gauss());
  assertAlmostEquals(Math.sqrt(noiseOf(walked).walk), 0.2, 0.03);
});

Deno.test("noiseOf() takes a coarse resolution for what it is", () => {
  const coarse = [20, 20, 20, 20, 20, 20, 20, 20, 20, 20.5, 20, 20];
  assertAlmostEquals(Math.sqrt(noiseOf(coarse).scatter), 0.5 / Math.sqrt(12), 1e-9);
});

Deno.test("MeasurementRecord keeps the last 60, oldest first", () => {
  const record = new MeasurementRecord<number>();
  for (let at = 0; at < 75; at++) record.add({ value: at, monoMs: 10 * at });
  assertEquals(record.numbers, Array.from({ length: 60 }, (_, at) => 15 + at));
  assertEquals([record.last?.value, record.stepMs, record.isEnough], [74, 10, true]);
  record.clear();
  assertEquals([record.last, record.stepMs, record.isEnough], [undefined, Infinity, false]);
});

Deno.test("Holdover predicts from what it has learned last, and the same for a time whenever asked", () => {
  for (const by of ["hold", "trend"] as const) {
    const plan = { by, maxAgeMs: 1e6 };
    const [one, other] = [settled(plan), settled(plan)];
    const before = one.predict(40_000);
    for (const holdover of [one, other]) holdover.learn({ value: 20.3, monoMs: 30_000 });
    assert(one.predict(60_000)!.value !== before!.value);
    assertEquals(one.predict(40_000)?.uncertainty, other.predict(40_000)?.uncertainty);
  }
});

Deno.test("mixture() counts what predictions disagree about as uncertainty", () => {
  const predictions = [{ value: 0, uncertainty: 1 }, { value: 2, uncertainty: 1 }];
  assertEquals(mixture(predictions, [3, 3], 6), { value: 1, uncertainty: Math.sqrt(2) });
});

Deno.test("Holdover claims nothing about values whose times stand still or go back", () => {
  for (const stepMs of [0, -10]) {
    for (const by of ["hold", "trend"] as const) {
      const plans = [{ by }, { by, maxAgeMs: 1_000 }];
      for (const plan of plans) {
        const holdover = new Holdover<number>(plan);
        for (let at = 0; at < 20; at++) holdover.learn({ value: at, monoMs: 1_000 + stepMs * at });
        assertEquals(holdover.predict(1_001), undefined);
        assertEquals(holdover.learn({ value: 3, monoMs: 1_001 }).plausible, true);
      }
    }
  }
});

Deno.test("Holdover never says more than numbers, whatever was measured when", () => {
  const measurement = fc.record({
    value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1e308)),
    monoMs: fc.oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.constantFrom(0, 1e-3)),
  });
  fc.assert(
    fc.property(
      fc.array(measurement, { minLength: 1, maxLength: 70 }),
      fc.constantFrom("hold" as const, "trend" as const),
      fc.integer({ min: -1e6, max: 1e6 }),
      (measured, by, nowMs) => {
        const holdover = new Holdover<number>({ by, maxAgeMs: 1e3 });
        for (const one of measured) {
          holdover.predict(one.monoMs);
          holdover.learn(one);
        }
        const held = holdover.predict(nowMs);
        return held === undefined ||
          (Number.isFinite(held.value) && held.ageMs <= 1e3 && !(held.uncertainty! < 0) &&
            !Number.isNaN(held.uncertainty ?? 0) && held.uncertainty !== Infinity);
      },
    ),
    { numRuns: 300 },
  );
});

Deno.test("the damped trend says at once what it says step by step", () => {
  const start = { level: 20, slope: 0.3, varLevel: 0.2, covariance: 0.05, varSlope: 0.04 };
  const filter = { state: start, levelWalk: 0.01, slopeWalk: 0.002 };
  let state = start;
  for (let steps = 0; steps <= 1_000; steps++) {
    const { value, variance } = after(steps, filter);
    assertAlmostEquals(value, state.level, 1e-9);
    assertAlmostEquals(variance / state.varLevel, 1, 1e-9);
    state = step(state, filter.levelWalk, filter.slopeWalk) as typeof start;
  }
});
