import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { brokenCases } from "./broken_cases.ts";
import { judgeYaml } from "./judge_yaml.ts";

const CASES = brokenCases();

Deno.test("there are a hundred broken rigs, each of its own", () => {
  assert(CASES.length >= 100, String(CASES.length));
  assertEquals(new Set(CASES.map(({ yaml }) => yaml)).size, CASES.length);
});

for (const { title, yaml, said } of CASES) {
  Deno.test(`a rig is refused with every mistake at its place: ${title}`, () => {
    const error = assertThrows(() => judgeYaml(yaml), RigError);
    assertEquals(error.message, said);
  });
}
