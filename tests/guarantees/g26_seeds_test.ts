import { assert, assertEquals } from "../deps/assert.ts";
import type { Rig } from "../../lib/rig/rig.ts";
import { simulateRig } from "../../lib/rig/simulate/simulate_rig.ts";
import type { SimulationReport } from "../../lib/rig/simulate/simulation_report.ts";
import { LINES, LOGGER, VESSEL } from "../lib/rig/simulate/rigs.ts";
import { runDeno } from "../run_command.ts";

const MINUTES = 1 / 24 / 60;
/** For each of three rigs; `READOUT_SEEDS=3500` is for a night. */
const SEEDS = Number(Deno.env.get("READOUT_SEEDS") ?? 70);

for (const rig of [VESSEL, LINES, LOGGER]) {
  Deno.test(`G26: all that ${rig.name} promises holds with each of ${SEEDS} seeds`, async () => {
    const all = await withEachSeed(rig, 2 * MINUTES);
    for (const { name, times } of all.checks) assert(times > SEEDS, `${name}: ${times}`);
    assert(all.notices.has("switched"), "none has switched");
    assert(all.notices.has("holding"), "none has held");
    assert(all.alarms > 0, "none was alarmed");
    assert(all.lost > 0, "no sink has lost anything");
    if (!rig.safe) return;
    assert(all.reached > SEEDS / 2, "few were known to be safe");
    assert(all.runs > all.reached, "none was not known to be safe");
  });
}

Deno.test("G26: the same seed is the same to the last byte in another process, which may touch nothing", async () => {
  const path = await Deno.makeTempFile({ suffix: ".yaml" });
  try {
    await Deno.writeTextFile(
      path,
      JSON.stringify({
        name: "oven",
        instruments: { dmm: { kind: "scpi", address: "tcp://10.0.0.7:5025" } },
        channels: { oven: { instrument: "dmm", question: "MEAS:TEMP?" }, load: { host: "cpu" } },
      }),
    );
    const simulate = async (seed: number): Promise<string> => {
      // Its parser of YAML looks for two variables; there is no other permission.
      const may = ["--no-prompt", `--allow-read=${path}`, "--allow-env=LOG_STREAM,LOG_TOKENS"];
      const rest = ["cli/main.ts", "simulate", path, "--days", "0.003", "--format", "jsonl"];
      const { ok, output } = await runDeno("run", ...may, ...rest, "--seed", `${seed}`);
      assert(ok, output);
      return output;
    };
    const [one, same, other] = await Promise.all([simulate(7), simulate(7), simulate(8)]);
    assert(one === same, "the lines differ");
    assert(one !== other, "the seed changes nothing");
  } finally {
    await Deno.remove(path);
  }
});

/** What came of a rig with seeds from 1 on; says the first seed with which something does not hold. */
async function withEachSeed(rig: Rig, days: number): Promise<{
  readonly checks: SimulationReport["checks"];
  readonly notices: ReadonlySet<string>;
  readonly alarms: number;
  readonly lost: number;
  readonly runs: number;
  readonly reached: number;
}> {
  const notices = new Set<string>();
  const sums = { alarms: 0, lost: 0, runs: 0, reached: 0 };
  let checks: SimulationReport["checks"] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const report = await simulateRig(rig, { days, seed });
    assertEquals(report.violations, [], `${rig.name}, seed ${seed}, ${days} days`);
    checks = report.checks.map((check, at) => {
      return { ...check, times: check.times + (checks[at]?.times ?? 0) };
    });
    for (const kind of Object.keys(report.notices)) notices.add(kind);
    sums.alarms += report.alarms;
    sums.lost += report.sinks[1]!.lost;
    sums.runs += report.safe.runs;
    sums.reached += report.safe.reached;
  }
  return { checks, notices, ...sums };
}
