import { didYouMean, suggest } from "../../cli/suggest.ts";
import { assertEquals } from "../deps/assert.ts";

const COMMANDS = ["list", "read", "watch", "serve"];
const CHANNELS = ["cpu", "memory", "battery", "load1", "load5", "sine", "random-walk"];

for (
  const [word, candidates, meant] of [
    ["wach", COMMANDS, "watch"],
    ["WATCH", COMMANDS, "watch"],
    ["lsit", COMMANDS, undefined], // two changes in four letters
    ["ls", COMMANDS, undefined],
    ["se", COMMANDS, "serve"],
    ["reed", COMMANDS, "read"],
    ["mem", CHANNELS, "memory"],
    ["batery", CHANNELS, "battery"],
    ["load", CHANNELS, "load1"],
    ["cup", CHANNELS, undefined],
    ["gpu", CHANNELS, "cpu"],
    ["randomwalk", CHANNELS, "random-walk"],
    ["voltage", CHANNELS, undefined],
    ["", CHANNELS, undefined],
    ["x".repeat(100_000), CHANNELS, undefined],
    ["cpu", [], undefined],
  ] as const
) {
  Deno.test(`suggest() for "${word.slice(0, 20)}" among ${candidates.length} is ${meant}`, () => {
    assertEquals(suggest(word, candidates), meant);
  });
}

Deno.test("didYouMean() names the candidate so that nothing in it can act", () => {
  assertEquals(didYouMean("a\x1b[2", ["a\x1b[2J"]), ' (did you mean "a\\x1b[2J"?)');
});

Deno.test("didYouMean() says nothing when nothing is near", () => {
  assertEquals(didYouMean("voltage", CHANNELS), "");
});
