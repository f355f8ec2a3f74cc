import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { FAULT_NAMES, parseFaults } from "../../../lib/simulator/mod.ts";

for (
  const [text, plan] of [
    ["", {}],
    ["late=5%", { late: { rate: 0.05 } }],
    [" late=5% , garbled=0.01,late.ms=300,", {
      late: { rate: 0.05, ms: 300 },
      garbled: { rate: 0.01 },
    }],
    ["away.ms=1500ms,away=100%", { away: { rate: 1, ms: 1_500 } }],
    ["silent=0", { silent: { rate: 0 } }],
  ] as const
) {
  Deno.test(`parseFaults() reads "${text}"`, () => assertEquals(parseFaults(text), plan));
}

for (
  const [text, error, what] of [
    ["lat=5%", TypeError, 'no fault "lat" (did you mean "late"?)'],
    ["garbeld=1%", TypeError, 'did you mean "garbled"'],
    ["xyzzy=1%", TypeError, 'no fault "xyzzy"; there are late, '],
    ["late", TypeError, "like late=5% or late.ms=300"],
    ["late=", TypeError, "a rate such as 5% or 0.05"],
    ["late=often", TypeError, "a rate such as 5% or 0.05"],
    ["late.ms=5%", TypeError, "a number of ms such as 300"],
    ["echo.ms=5", TypeError, "echo takes no time; those that do are late, split, away, slow"],
    ["late=150%", RangeError, "from 0 to 1, got 1.5"],
    ["late=60%,echo=60%", RangeError, "120.0 % of the replies"],
    ["\x1b[2J=1%", TypeError, "\\x1b[2J"],
  ] as const
) {
  Deno.test(`parseFaults() refuses ${JSON.stringify(text)}, saying what would do`, () => {
    assertThrows(() => parseFaults(text), error, what);
  });
}

Deno.test("parseFaults() either reads a text or says what is wrong, whatever it is", () => {
  const names = fc.constantFrom(...FAULT_NAMES, "late.ms", "=", "5%", ",", ".", "0.1", "ms", "-");
  const texts = fc.array(fc.oneof(names, fc.string())).map((parts) => parts.join(""));
  fc.assert(fc.property(texts, (text) => {
    try {
      parseFaults(text);
    } catch (error) {
      assertEquals(error instanceof TypeError || error instanceof RangeError, true);
    }
  }));
});
