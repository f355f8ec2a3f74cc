import type { Rig } from "../../lib/rig/rig.ts";
import type { RigReport } from "../../lib/rig/rig_report.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { RigBench } from "../lib/rig/rig_bench.ts";
import { Vessel } from "../lib/rig/vessel.ts";

// The same with real processes, sockets and signals: tests/system/rig_shutdown_test.ts.

const HEATER = "tcp://10.0.0.7:5025";
const PLC = "tcp://10.0.0.8:502";
/** The whole safe sequence, in ms. */
const LONGEST_MS = 10_000;

/** What ends the rig. */
const ENDS: Readonly<Record<string, (vessel: Vessel, stop: AbortController) => void>> = {
  "a stop": (_, stop) => stop.abort("SIGTERM"),
  "an interlock": (vessel) => vessel.pressureBar = 14,
  "a critical channel": (vessel) => vessel.isGaugeBroken = true,
  "an error": (vessel) => vessel.pressureBar = 1,
};

/** What is wrong with a device while its step is run. */
const TROUBLES = [
  [undefined, "nothing happens"],
  ["heater", "hangs"],
  ["plc", "hangs"],
  ["heater", "is gone"],
  ["plc", "is gone"],
] as const;

for (const [end, bringAbout] of Object.entries(ENDS)) {
  for (const [who, what] of TROUBLES) {
    const trouble = who === undefined ? what : `the ${who} ${what}`;
    Deno.test(`G24: a rig ended by ${end} while ${trouble} takes each safe step once, in order, in 10 s`, async () => {
      await using bench = new RigBench();
      const vessel = new Vessel();
      const devices = {
        heater: bench.plug(HEATER, vessel.heater),
        plc: bench.plug(PLC, vessel.plc),
      };
      const stop = new AbortController();
      const own: string[] = [];
      const onOwn = (): void => { // the first step is run: from now on it is as it may be
        own.push("own");
        if (who === undefined) return;
        if (what === "hangs") devices[who].faults.set({ silent: { rate: 1 } });
        else void devices[who][Symbol.asyncDispose]();
      };
      await bench.start(rigOf(onOwn), {
        signal: stop.signal,
        onReading: ({ channel, value }) => {
          if (channel === "pressure" && value === 1) {
            throw new Error("a mistake in the rig's own program");
          }
        },
      });
      await bench.clock.advance(1_000);
      bringAbout(vessel, stop);
      const report = await bench.ended();
      assertSequence(report);
      assertEquals(own, ["own"]);
      for (const told of ["heater off", "vent open"]) {
        assert(vessel.told.filter((it) => it === told).length <= 1, `${told} more than once`);
      }
      const isSafe = who === undefined;
      assertEquals([report.isSafe, report.exitCode === 3], [isSafe, !isSafe]);
      if (who !== "plc") assert(vessel.isVentOpen);
      if (who !== "heater") assert(!vessel.isHeaterOn);
    });
  }
}

function assertSequence({ safe, exitCode, end }: RigReport): void {
  const { steps = [] } = safe ?? {};
  assertEquals(steps.map(({ name }) => name), ["own", "heater off", "vent open"]);
  const sumMs = steps.reduce((sum, step) => sum + step.tookMs, 0);
  assert(sumMs <= LONGEST_MS, `${sumMs} ms`);
  if (exitCode !== 3) assertEquals(exitCode, end.kind === "stopped" ? 0 : 1);
}

/** Three steps of 4 s: more than fits, so that each has to have its share. */
function rigOf(onOwn: () => void): Rig<"heater" | "plc"> {
  const timeoutMs = 4_000;
  return {
    name: "vessel",
    everyMs: 100,
    instruments: {
      heater: { kind: "scpi", address: HEATER },
      plc: { kind: "modbus", address: PLC },
    },
    channels: {
      pressure: { instrument: "plc", input: 0, scale: 0.1, unit: "bar", critical: true },
      temperature: { instrument: "heater", question: "MEAS:TEMP?", unit: "degC" },
    },
    interlocks: { overpressure: { channel: "pressure", suspendAbove: 13, resumeBelow: 11 } },
    safe: [
      { name: "vent open", instrument: "plc", coil: 3, value: true, timeoutMs },
      {
        ...{ name: "heater off", instrument: "heater", timeoutMs },
        ...{ command: "OUTP OFF", readBack: "OUTP?", expect: "0" },
      },
      { name: "own", run: onOwn, timeoutMs },
    ],
  };
}
