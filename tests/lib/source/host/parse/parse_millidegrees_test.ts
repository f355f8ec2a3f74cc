import { assertEquals } from "../../../../deps/assert.ts";
import { parseMillidegrees } from "../../../../../lib/source/host/parse/parse_millidegrees.ts";

for (
  const { text, degrees } of [
    { text: "42500\n", degrees: 42.5 },
    { text: "0\n", degrees: 0 },
    { text: "-5000\n", degrees: -5 },
    { text: "-274000\n", degrees: undefined },
    { text: "42500", degrees: undefined },
    { text: "\n", degrees: undefined },
    { text: "", degrees: undefined },
    { text: "42.5\n", degrees: undefined },
    { text: "12345678901\n", degrees: undefined },
    { text: "N/A\n", degrees: undefined },
  ]
) {
  Deno.test(`parseMillidegrees(${JSON.stringify(text)}) is ${degrees}`, () => {
    assertEquals(parseMillidegrees(text), degrees);
  });
}
