import { assert, assertEquals } from "../../../deps/assert.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { bandOf } from "../../../../lib/rig/simulate/band.ts";
import { Quantity } from "../../../../lib/rig/simulate/quantity.ts";
import { VESSEL } from "./rigs.ts";

function valuesOf(name: string, isOutside: boolean): number[] {
  const quantity = new Quantity(bandOf(name, VESSEL.channels[name]!, VESSEL), seededRandom(1));
  quantity.leave(isOutside);
  return Array.from({ length: 2_000 }, (_, second) => quantity.measure(1_000 * second));
}

Deno.test("a Quantity stays within the limits of its channel, unless it leaves them", () => {
  for (const name of ["pressure", "pressure2"]) { // which stands in for it
    assert(valuesOf(name, false).every((value) => value > 0 && value < 11.5), name);
    assert(valuesOf(name, true).every((value) => value > 14 && value < 16), name);
  }
});

Deno.test("a Quantity is never the same twice, and another one never the same as it", () => {
  const band = { low: 0, high: 100, outside: undefined };
  const [a, b] = [1, 2].map((seed) => {
    const quantity = new Quantity(band, seededRandom(seed));
    return Array.from({ length: 5_000 }, (_, second) => quantity.measure(1_000 * second));
  });
  assertEquals(new Set([...a!, ...b!]).size, 10_000);
});

Deno.test("a Quantity knows what its device said, and when", () => {
  const quantity = new Quantity({ low: 0, high: 100, outside: undefined }, seededRandom(1));
  const said = [0, 1_000, 2_000].map((atMs) => quantity.said(quantity.measure(atMs), atMs));
  assertEquals(quantity.hasSaid(said[1]!, 500, 1_500, 0), true);
  assertEquals(quantity.hasSaid(said[1]!, 1_500, 2_500, 0), false);
  assertEquals(quantity.hasSaid(said[1]!, 0, 500, 0), false);
  assertEquals(quantity.hasSaid(said[1]! + 0.1, 0, 2_000, 0), false);
  assertEquals(quantity.hasSaid(said[1]! + 0.1, 0, 2_000, 0.2), true);
});
