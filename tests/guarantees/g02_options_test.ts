// G2: no option takes the bound of a wait away.

import { Link } from "../../lib/link/link.ts";
import { assertRejects, assertThrows } from "../deps/assert.ts";
import { lines } from "../lib/link/line_codec.ts";

const NO_BOUNDS = [NaN, Infinity, -1, 0, "5s" as unknown as number];
const open = () => new Promise<never>(() => {});

for (
  const wait of [
    ...["connectTimeoutMs", "lockTimeoutMs", "writeTimeoutMs", "replyTimeoutMs"],
    ...["gapTimeoutMs", "transferTimeoutMs"],
  ]
) {
  Deno.test(`G2: Link refuses a ${wait} that is no bound, at once`, () => {
    for (const ms of NO_BOUNDS) {
      assertThrows(() => new Link({ address: "x", open, [wait]: ms }), RangeError, wait);
    }
  });
}

Deno.test("G2: Link refuses a minGapMs that never ends, and a question without a bound", async () => {
  for (const ms of [NaN, Infinity, -1]) {
    assertThrows(() => new Link({ address: "x", open, minGapMs: ms }), RangeError, "minGapMs");
  }
  const link = new Link({ address: "x", open });
  for (const ms of NO_BOUNDS) {
    await assertRejects(
      () => (async () => await link.ask(lines, "Q", { replyTimeoutMs: ms }))(),
      RangeError,
    );
  }
  await link[Symbol.asyncDispose]();
});
