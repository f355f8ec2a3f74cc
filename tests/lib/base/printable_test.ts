import { assert, assertEquals, assertLessOrEqual } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { printable } from "../../../lib/base/printable.ts";

for (
  const [text, shown] of [
    ["plain text, 21.4 \u00b0C \u00b5V \u03a9 \u6e29\u5ea6 \u{1f600}", undefined],
    ["\x1b]0;title\x07\x1b[2J", "\\x1b]0;title\\x07\\x1b[2J"],
    ["line\r\nforged", "line\\x0d\\x0aforged"],
    ["\x9b31m", "\\x9b31m"],
    ["\x00\x7f", "\\x00\\x7f"],
    ["abc\u202ecod.exe", "abc\\u{202e}cod.exe"],
    ["zero\u200bwidth\ufeff", "zero\\u{200b}width\\u{feff}"],
    ["half \ud83d pair", "half \\u{d83d} pair"],
  ] as const
) {
  Deno.test(`printable() shows ${JSON.stringify(text)} safely`, () => {
    assertEquals(printable(text), shown ?? text);
  });
}

Deno.test("printable() leaves no control character of any text, and keeps its limit", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 3, max: 40 }), (text, limit) => {
      const shown = printable(text, limit);
      // deno-lint-ignore no-control-regex
      assert(!/[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(shown));
      assertLessOrEqual(shown.length, limit);
    }),
  );
});
