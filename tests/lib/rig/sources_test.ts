import { gps } from "../../../lib/simulator/gps/gps.ts";
import { modbusDevice } from "../../../lib/simulator/modbus/modbus_device.ts";
import type { SimulatedDevice } from "../../../lib/simulator/simulated_device.ts";
import { assert, assertEquals } from "../../deps/assert.ts";
import { RigBench } from "./rig_bench.ts";

/** An Arduino that prints a line each 100 ms. */
function arduino(): SimulatedDevice<never> {
  let count = 0;
  return {
    name: "arduino",
    decode: () => ({ kind: "more" }),
    answer: () => ({}),
    speak: () => ({
      messages: [new TextEncoder().encode(`t=${count++};h=40\n`)],
      againMs: 100,
    }),
  };
}

Deno.test("runRig() reads instruments of every kind, by the names of their places", async () => {
  await using bench = new RigBench();
  bench.plug("tcp://10.0.0.8:502", modbusDevice());
  bench.plug("tcp://10.0.0.9:10110", gps());
  bench.plug("serial:///dev/ttyACM0", arduino());
  const running = await bench.start({
    name: "all",
    instruments: {
      plc: { kind: "modbus", address: "tcp://10.0.0.8:502" },
      gps: { kind: "nmea", address: "tcp://10.0.0.9:10110" },
      ino: { kind: "lines", address: "serial:///dev/ttyACM0" },
    },
    channels: {
      tenths: { instrument: "plc", input: 2, type: "int16", scale: 0.1, unit: "degC" },
      oven: { instrument: "plc", input: "30001", type: "float32", unit: "degC" },
      limit: { instrument: "plc", holding: 0 },
      heats: { instrument: "plc", coil: 1 },
      hot: { instrument: "plc", discrete: 0 },
      height: { instrument: "gps", gps: "altitude", everyMs: 2_000 },
      celsius: { instrument: "ino", field: "t", unit: "degC", everyMs: 500 },
      clock: { signal: "counter" },
    },
  });
  await bench.clock.advance(10_000);
  const last = (name: string): unknown => bench.of(name).at(-1)?.value;
  const difference = Number(last("tenths")) - Number(last("oven"));
  assert(Math.abs(difference) < 0.1, `${difference} degC`);
  for (const name of ["limit", "heats", "hot"]) {
    assertEquals(typeof last(name), name === "limit" ? "number" : "boolean");
  }
  assertEquals(bench.of("height").at(-1)?.unit, "m");
  assert(Number(last("celsius")) > 80, `${last("celsius")}`);
  assertEquals(running.health().channels.filter(({ state }) => state !== "good"), []);
  assertEquals(running.health().instruments.map(({ state }) => state), Array(3).fill("connected"));
});
