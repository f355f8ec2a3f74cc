import { assertEquals } from "../../deps/assert.ts";
import { lintWith } from "../lint_with.ts";

Deno.test("no-parse-float reports parseFloat, however it is reached", () => {
  for (const source of [`parseFloat(a);`, `Number.parseFloat(a);`, `texts.map(parseFloat);`]) {
    assertEquals(lintWith("no-parse-float", "lib/base/x.ts", source).length, 1, source);
  }
});

Deno.test("no-parse-float allows Number() and other things of that name", () => {
  for (const source of [`Number(a);`, `reader.parseFloat(a);`, `const o = { parseFloat: 1 };`]) {
    assertEquals(lintWith("no-parse-float", "lib/base/x.ts", source), [], source);
  }
});
