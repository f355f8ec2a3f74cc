import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { buildRig } from "../../../../lib/rig/build/build_rig.ts";
import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import { rigJsonSchema } from "../../../../lib/rig/config/rig_json_schema.ts";
import type { Rig } from "../../../../lib/rig/rig.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { Ajv } from "../../../deps/ajv.ts";
import { assert, assertEquals } from "../../../deps/assert.ts";
import { judgeYaml } from "./judge_yaml.ts";
import { VESSEL_YAML } from "./vessel_yaml.ts";

/** How many rigs are tried; the more, the rarer what is found. */
const RIGS = Number(Deno.env.get("READOUT_RIGS") ?? 800);
const SEED = Number(Deno.env.get("READOUT_SEED") ?? 1);

type Fields = Record<string, unknown>;
const VESSEL = judgeYaml(VESSEL_YAML).rig as unknown as Fields;

/** What may be right somewhere, and wrong elsewhere. */
const VALUES: readonly unknown[] = [
  ...[0, -0, 1, -1, 2.5, 20, 21, 100, 247, 255, 65_532, 65_535, 40_001, 1e9, 1e300, 5e-324],
  ...["40001", "465535", "30001", "00001", "10001", "true", "", " ", "bar", "5s", "250ms", "1h"],
  ...["vessel.pressure", "load", "door", "dmm", "plc", "gps", "ino", "trend", "hold", "probe"],
  ...["serial:///dev/ttyUSB1", "tcp://10.0.0.8:502", "tcp://10.0.0.7:5025", "unix:///tmp/x"],
  ...["process:cat", "ASRLSOCKET://1.2.3.4:4001", "rtu", "ascii", "tcp", "MEAS?", "VOLT 5"],
  ...["float64", "bool", "uint32", "cpu.core3", "battery.charging", "speed", "\u00b0", "m/s"],
  ...[true, false, null, [], [0, 0], [5, 5], {}, { max: 20 }, { by: "trend" }, { high: 5 }],
];

/** Rigs that are almost right, and many that are. */
function* rigs(): Generator<Fields> {
  const random = seededRandom(SEED);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.next() * from.length)]!;
  const paths = pathsIn(VESSEL);
  const at = (rig: unknown, path: readonly string[]): unknown =>
    path.reduce<unknown>((it, key) => (it as Fields | null | undefined)?.[key], rig);
  for (let count = 0; count < RIGS; count++) {
    const rig = structuredClone(VESSEL);
    for (let edits = 1 + Math.floor(2 * random.next()); edits > 0; edits--) {
      const path = pick(paths);
      const [parent, key] = [at(rig, path.slice(0, -1)), path.at(-1)!];
      if (typeof parent !== "object" || parent === null) continue;
      const fields = parent as Fields;
      const alike = VALUES.filter((value) => typeof value === typeof fields[key]);
      const how = random.next();
      if (how < 0.15) delete fields[key];
      else if (how < 0.3) fields[pick(paths).at(-1)!] = structuredClone(at(VESSEL, pick(paths)));
      else fields[key] = structuredClone(pick(alike.length > 0 ? alike : VALUES));
    }
    yield rig;
  }
}

function pathsIn(value: unknown): string[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [key],
    ...pathsIn(child).map((path) => [key, ...path]),
  ]);
}

/** The rigs that the check finds right, each with what was written. */
function* rightRigs(): Generator<{ readonly written: unknown; readonly rig: Rig }> {
  for (const written of rigs()) {
    try {
      yield { written, rig: judgeYaml(JSON.stringify(written)).rig };
    } catch (error) {
      assert(error instanceof RigError, String(error));
    }
  }
}

/** What buildRig() finds wrong. */
function notBuilt(rig: Rig): readonly string[] {
  const { parts, problems } = buildRig(rig, {
    ...{ clock: new VirtualClock(), random: seededRandom(1) },
    openTransport: () => Promise.reject(new Error("nothing is opened")),
    ...{ onNotice() {}, onAlarm() {}, onFatal() {}, onInterlock() {} },
  });
  parts.host?.[Symbol.dispose]();
  // This computer may have fewer sensors than there can be.
  const all = problems.filter(({ what }) => !what.startsWith("this computer has no sensor"));
  return all.map(({ where, what }) => `${where}: ${what}`);
}

Deno.test("a rig that the check finds right can be built, and its JSON schema takes it", async () => {
  const takes = new Ajv({ strict: true, allowUnionTypes: true }).compile(await rigJsonSchema());
  let right = 0;
  for (const { written, rig } of rightRigs()) {
    right++;
    const text = JSON.stringify(written);
    assertEquals(notBuilt(rig), [], text);
    assert(takes(JSON.parse(text)), `${JSON.stringify(takes.errors)} in ${text}`);
  }
  assert(right > RIGS / 10, `${right} of ${RIGS} were right`);
});
