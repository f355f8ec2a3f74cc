import { sparkline } from "../../cli/sparkline.ts";
import { textWidth } from "../../cli/text_width.ts";
import { assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";

for (
  const [values, width, bars] of [
    [[], 8, ""],
    [[1], 8, "\u2584"],
    [[1, 1, 1], 8, "\u2584\u2584\u2584"],
    [[0, 1], 8, "\u2581\u2588"],
    [[0, 1, 2, 3, 4, 5, 6, 7], 8, "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588"],
    [[0, 100, 101], 2, "\u2581\u2588"],
    [[0, null, 1], 8, "\u2581 \u2588"],
    [[null, null], 8, "  "],
    [[-1e308, 1e308], 8, "\u2581\u2588"],
    [[1, 2], 0, ""],
  ] as const
) {
  Deno.test(`sparkline(${JSON.stringify(values)}, ${width}) is "${bars}"`, () => {
    assertEquals(sparkline(values, width), bars);
  });
}

Deno.test("sparkline() gives one column a value, never more than asked for", () => {
  const value = fc.oneof(fc.constant(null), fc.double({ noNaN: true, noDefaultInfinity: true }));
  fc.assert(fc.property(fc.array(value), fc.nat(100), (values, width) => {
    assertEquals(textWidth(sparkline(values, width)), Math.min(values.length, width));
  }));
});
