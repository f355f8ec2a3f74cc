import { durationMs } from "../../../lib/base/duration_ms.ts";
import { assertEquals } from "../../deps/assert.ts";

for (
  const [text, ms] of [
    ["250ms", 250],
    ["0ms", 0],
    ["5s", 5_000],
    ["1.5s", 1_500],
    ["1min", 60_000],
    ["2h", 7_200_000],
    ["5", undefined],
    ["", undefined],
    ["s", undefined],
    ["5 s", undefined],
    ["-5s", undefined],
    ["5S", undefined],
    ["5s\n", undefined],
    [".5s", undefined],
    ["1e3s", undefined],
    ["5d", undefined],
  ] as const
) {
  Deno.test(`durationMs() makes ${ms} of ${JSON.stringify(text)}`, () => {
    assertEquals(durationMs(text), ms);
  });
}
