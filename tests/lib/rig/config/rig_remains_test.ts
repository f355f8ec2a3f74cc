import type { RigRemains } from "../../../../lib/rig/config/rig_remains.ts";
import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { judgeYaml } from "./judge_yaml.ts";
import { VESSEL_YAML } from "./vessel_yaml.ts";

/** What remains of the vessel if a part of its text is another. */
function remainsAfter(part: string, other: string): RigRemains | undefined {
  const text = VESSEL_YAML.replace(part, other);
  return assertThrows(() => judgeYaml(text), RigError).remains;
}

/** The names of the steps that remain, and whether they are all. */
function stepsAfter(part: string, other: string): readonly unknown[] {
  const { rig, isWhole } = remainsAfter(part, other)!;
  return [...rig.safe!.map(({ name }) => name), isWhole];
}

const ALL = ["vent open", "pump off", "heater off"];

for (
  const [what, part, other] of [
    ["a channel", "host: cpu", "host: cpuu"],
    ["a field that is none", "name: vessel", "name: vessel\nlogging: {}"],
    ["the name", "name: vessel", "name: 5"],
    ["an interlock", "then: report", "then: pause"],
    ["an instrument that no step names", "/dev/ttyACM0?baudRate", "/dev/ttyACM0?baudrate"],
    ["a channel that is written twice", "door: {", "load: {"],
  ] as const
) {
  Deno.test(`of a rig that is wrong in ${what} the whole safe sequence remains`, () => {
    assertEquals(stepsAfter(part, other), [...ALL, true]);
  });
}

Deno.test("what remains is a rig as it is understood: times are in ms, and it has no channels", () => {
  const { rig } = remainsAfter("host: cpu", "host: cpuu")!;
  const { safe, instruments, channels, name, safeTimeoutMs } = rig;
  assertEquals(judgeYaml(VESSEL_YAML).rig.safe, safe);
  assertEquals(judgeYaml(VESSEL_YAML).rig.instruments, instruments);
  assertEquals([name, safeTimeoutMs, channels], ["vessel", 10_000, {}]);
});

for (
  const [what, part, other, steps] of [
    ["a step", "name: pump off", "nme: pump off", ["vent open", "heater off"]],
    ["the instrument of a step", "kind: scpi", "kind: scip", ["vent open", "pump off"]],
    ["a step's instrument's name", "instrument: dmm, com", "instrument: dm, com", [
      "vent open",
      "pump off",
    ]],
    ["the time of all steps", "safeTimeoutMs: 10s", "safeTimeoutMs: 1s", ALL],
    ["a second safe sequence", "safeTimeoutMs: 10s", "safe: []", ALL],
  ] as const
) {
  Deno.test(`of a rig that is wrong in ${what} the other steps remain, and that is not all`, () => {
    assertEquals(stepsAfter(part, other), [...steps, false]);
  });
}

for (
  const [what, part, other] of [
    ["its form", "name: vessel", "name: [vessel"],
    ["the name of safe", "\nsafe:", "\nsave:"],
    ["what safe is", "\nsafe:", "\nsafe: {}\nother:"],
  ] as const
) {
  Deno.test(`of a rig that is wrong in ${what} nothing remains`, () => {
    assertEquals(remainsAfter(part, other), undefined);
  });
}
