import { assertEquals, assertGreaterOrEqual, assertLess } from "../../../deps/assert.ts";
import type { Random } from "../../../../lib/contract/random.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { Holdover } from "../../../../lib/policy/holdover/holdover.ts";

/** Five ways for a quantity to move, sampled once a step; the noise of a measurement is 0.1. */
const SHAPES: Readonly<Record<string, (random: Random) => number[]>> = {
  constant: () => Array.from({ length: 400 }, () => 20),
  "random walk"(random) {
    let at = 20;
    return Array.from({ length: 400 }, () => at += 0.055 * gauss(random));
  },
  ramp: () => Array.from({ length: 400 }, (_, step) => 20 + 0.02 * step),
  "slow sine"(random) {
    const phase = 2 * Math.PI * random.next();
    return Array.from(
      { length: 400 },
      (_, step) => 20 + Math.sin(phase + 2 * Math.PI * step / 600),
    );
  },
  "oven steps"(random) {
    let at = 20;
    let setPoint = 20;
    return Array.from({ length: 400 }, () => {
      if (random.next() < 1 / 200) setPoint = 20 + 7.5 * (2 * random.next() - 1);
      return at += (setPoint - at) / 60;
    });
  },
};

const RUNS = 150;
const MEASURED = 250;
const PERIOD_MS = 100;

/** How often the claimed 95 % band holds the truth after so many steps, and how far off the value is. */
function coverage(
  by: "hold" | "trend",
  shape: string,
  gap: number,
): { share: number; rms: number } {
  const random = seededRandom(20_261_122);
  let covered = 0;
  let squares = 0;
  for (let run = 0; run < RUNS; run++) {
    const truth = SHAPES[shape]!(random);
    const holdover = new Holdover<number>({ by, maxAgeMs: 1e9 });
    for (let step = 0; step < MEASURED; step++) {
      const value = truth[step]! + 0.1 * gauss(random);
      holdover.learn({ value, monoMs: step * PERIOD_MS });
    }
    const last = MEASURED - 1;
    const held = holdover.predict((last + gap) * PERIOD_MS)!;
    const off = truth[last + gap]! - held.value;
    squares += off ** 2;
    if (Math.abs(off) <= 1.96 * held.uncertainty!) covered++;
  }
  return { share: covered / RUNS, rms: Math.sqrt(squares / RUNS) };
}

for (const shape of Object.keys(SHAPES)) {
  Deno.test(`Holdover by trend: its 95 % band holds at least 85 % after 30 steps of ${shape}`, () => {
    assertGreaterOrEqual(coverage("trend", shape, 30).share, 0.85);
  });
}

Deno.test("Holdover by hold: its band holds for what stands still or walks at random", () => {
  assertGreaterOrEqual(coverage("hold", "constant", 120).share, 0.9);
  assertGreaterOrEqual(coverage("hold", "random walk", 30).share, 0.75);
  assertLess(coverage("hold", "constant", 120).rms, 0.05);
});

Deno.test("Holdover by trend is nearer than by hold for what has a direction", () => {
  for (const shape of ["ramp", "slow sine", "oven steps"]) {
    const [trend, hold] = [coverage("trend", shape, 30).rms, coverage("hold", shape, 30).rms];
    assertLess(trend, hold, shape);
  }
});

Deno.test("Holdover's uncertainty grows with every step, and starts near the noise", () => {
  for (const by of ["hold", "trend"] as const) {
    const random = seededRandom(5);
    const holdover = new Holdover<number>({ by, maxAgeMs: 1e9 });
    for (const [step, value] of SHAPES["random walk"]!(random).entries()) {
      holdover.learn({ value: value + 0.1 * gauss(random), monoMs: step });
    }
    const uncertainties = [0, 0.5, 1, 2, 10, 60].map((ahead) =>
      holdover.predict(399 + ahead)!.uncertainty!
    );
    assertEquals(uncertainties, uncertainties.toSorted((a, b) => a - b));
    assertLess(uncertainties[0]!, 0.15);
    assertLess(uncertainties[0]! * 2, uncertainties.at(-1)!);
  }
});

function gauss(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
