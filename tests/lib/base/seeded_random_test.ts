import { assert, assertEquals } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";

Deno.test("seededRandom() gives numbers in [0, 1) that repeat for a seed", () => {
  fc.assert(fc.property(fc.integer(), (seed) => {
    const one = seededRandom(seed);
    const other = seededRandom(seed);
    for (let draw = 0; draw < 20; draw++) {
      const value = one.next();
      assert(value >= 0 && value < 1);
      assertEquals(other.next(), value);
    }
  }));
});

Deno.test("seededRandom() spreads its numbers evenly", () => {
  const random = seededRandom(42);
  const bins = new Array<number>(10).fill(0);
  for (let draw = 0; draw < 10_000; draw++) bins[Math.floor(random.next() * 10)]!++;
  for (const count of bins) assert(count > 880 && count < 1_120, `${bins}`); // 4 sigma
});
