import type { Rig } from "../../../lib/rig/rig.ts";
import { makeSafe } from "../../../lib/rig/safe/make_safe.ts";
import type { SafeStep } from "../../../lib/rig/safe_step.ts";
import { assertEquals } from "../../deps/assert.ts";
import { RigBench } from "./rig_bench.ts";
import { Vessel } from "./vessel.ts";

const HEATER = "tcp://10.0.0.7:5025";

/** A rig whose `init` switches on what its first safe step switches off; after that come others. */
function rig(others: readonly SafeStep[], startup?: "ignore"): Rig {
  const heater = { kind: "scpi", address: HEATER, init: ["OUTP ON"], startup } as const;
  const off = { command: "OUTP OFF", readBack: "OUTP?", expect: "0" };
  return {
    name: "oven",
    instruments: { heater },
    channels: { celsius: { instrument: "heater", question: "MEAS:TEMP?" } },
    safe: [...others, { name: "off", instrument: "heater", ...off }],
  };
}

Deno.test("an instrument that is connected anew after its safe step is not switched on again by its init", async () => {
  const vessel = new Vessel();
  await using bench = new RigBench();
  const heater = bench.plug(HEATER, vessel.heater);
  const question = { command: "*CLS", readBack: "MEAS:TEMP?" };
  await bench.start(rig([
    { name: "look", instrument: "heater", ...question },
    { name: "the cable falls out", run: () => heater.hangUp() },
  ]));
  await bench.clock.advance(2_000);
  const report = await bench.stop();
  assertEquals([report.isSafe, vessel.isHeaterOn], [true, false]);
  assertEquals(vessel.told, ["heater on", "heater off"]);
});

Deno.test("makeSafe() sends no init: what is safe already is not switched on for a moment", async () => {
  const vessel = new Vessel();
  await using bench = new RigBench();
  bench.plug(HEATER, vessel.heater);
  const { isSafe } = await makeSafe(rig([]), {
    clock: bench.clock,
    openTransport: (address, options) => bench.connect(address, options),
  });
  assertEquals([isSafe, ...vessel.told], [true, "heater off"]);
});

Deno.test("an instrument that was left out is not switched on by its init before its safe step", async () => {
  const vessel = new Vessel();
  await using bench = new RigBench();
  const heater = bench.plug(HEATER, vessel.heater);
  heater.refuse();
  await bench.start(rig([], "ignore"));
  await bench.clock.advance(2_000);
  heater.admit();
  const report = await bench.stop();
  assertEquals([report.isSafe, ...vessel.told], [true, "heater off"]);
});
