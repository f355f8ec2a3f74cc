import { assertEquals } from "../deps/assert.ts";
import { median, toRow } from "./rounds.ts";

Deno.test("median() is the middle value, or the mean of the two middle ones", () => {
  assertEquals(median([9, 1, 3]), 3);
  assertEquals(median([9, 1, 3, 5]), 4);
});

Deno.test("toRow() divides round by round, so that a slow round does not count", () => {
  const row = toRow("ours", [2, 20, 2], [1, 10, 1]);
  assertEquals(row.median, 2);
  assertEquals(row.ratio, { median: 2, min: 2, max: 2 });
});
