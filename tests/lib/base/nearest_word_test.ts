import { nearestWord } from "../../../lib/base/nearest_word.ts";
import { assertEquals } from "../../deps/assert.ts";

const KEYS = ["baudRate", "dataBits", "parity", "stopBits", "flowControl"];

for (
  const [word, near] of [
    ["baudRate", "baudRate"],
    ["baudrate", "baudRate"],
    ["baud", "baudRate"],
    ["databit", "dataBits"],
    ["pairty", "parity"],
    ["flow", undefined],
    ["colour", undefined],
    ["", undefined],
    ["x".repeat(10_000), undefined],
  ] as const
) {
  Deno.test(`nearestWord() of ${word.slice(0, 20) || "nothing"} is ${near}`, () => {
    assertEquals(nearestWord(word, KEYS), near);
  });
}
