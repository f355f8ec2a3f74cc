import type { FaultPlan } from "../../lib/simulator/fault/fault_plan.ts";
import { delay } from "../../lib/base/delay.ts";
import { systemClock } from "../../lib/base/system_clock.ts";
import { seededRandom } from "../../lib/base/seeded_random.ts";
import type { Rig } from "../../lib/rig/rig.ts";
import type { RigSink } from "../../lib/rig/rig_sink.ts";
import {
  dmm,
  gps,
  modbusDevice,
  oven,
  type ServedDevice,
  serveTcp,
} from "../../lib/simulator/mod.ts";

/** A day's worth of faults in half an hour: fifty times as often as in a rough world at 1 Hz. */
const FAULTS: FaultPlan = {
  late: { rate: 0.002, ms: 300 },
  silent: { rate: 0.001 },
  truncated: { rate: 0.001 },
  split: { rate: 0.01, ms: 5 },
  glued: { rate: 0.001 },
  garbled: { rate: 0.001 },
  duplicated: { rate: 0.001 },
  echo: { rate: 0.001 },
  huge: { rate: 0.0002 },
  endless: { rate: 0.0002 },
  reset: { rate: 0.001 },
  away: { rate: 0.0002, ms: 500 },
  refused: { rate: 0.1 },
  slow: { rate: 0.1, ms: 50 },
};

/** The instruments, each on a TCP port of its own. */
export async function served(signal: AbortSignal): Promise<readonly ServedDevice[]> {
  const options = { faults: FAULTS, signal };
  return [
    await serveTcp(dmm(), { ...options, random: seededRandom(1) }),
    await serveTcp(modbusDevice({ units: { 1: oven() } }), { ...options, random: seededRandom(2) }),
    await serveTcp(gps(), { ...options, random: seededRandom(3) }),
  ];
}

/** Ten channels at 50 Hz, and one of a receiver that speaks once a second. */
export function soakRig([meter, plc, receiver]: readonly ServedDevice[]): Rig {
  const quick = { everyMs: 20, timeoutMs: 2_000 };
  const scpi = { instrument: "meter", question: "MEAS:VOLT?", unit: "V", ...quick } as const;
  const modbus = { instrument: "plc", ...quick } as const;
  return {
    name: "soak",
    instruments: {
      meter: { kind: "scpi", address: meter!.address, replyTimeoutMs: 200 },
      plc: { kind: "modbus", address: plc!.address, replyTimeoutMs: 200 },
      gps: { kind: "nmea", address: receiver!.address },
    },
    channels: {
      v0: { ...scpi, retry: { max: 1 }, hold: { by: "trend" } },
      v1: { ...scpi, backup: "v3" },
      v2: { ...scpi, unit: "\u00b0C", backup: "t0" },
      v3: { ...scpi, limits: { range: [-10, 10], alarm: { high: 5, delayMs: 100 } } },
      t0: { ...modbus, input: 0, type: "float32", unit: "\u00b0C", hold: {} },
      t1: { ...modbus, input: 2, type: "int16", scale: 0.1, retry: { max: 2 } },
      hot: { ...modbus, discrete: 0 },
      heater: { ...modbus, coil: 0 },
      wave: { signal: "sine", everyMs: 20 },
      load: { host: "cpu", everyMs: 1_000 },
      latitude: { instrument: "gps", gps: "latitude", everyMs: 1_000 },
    },
    interlocks: { heat: { channel: "t0", suspendAbove: 200, resumeBelow: 190, then: "report" } },
  };
}

/** A sink that takes all at once, and one that waits, and fails now and then. */
export function soakSinks(): RigSink[] {
  const random = seededRandom(4);
  return [
    { name: "steady", capacity: 10_000, overflow: "drop-oldest", write() {} },
    {
      ...{ name: "shaky", capacity: 100, overflow: "drop-newest" },
      async write(_, { signal }): Promise<void> {
        const chance = random.next();
        if (chance < 0.0001) throw new Error("the disk is full");
        if (chance < 0.01) await delay(20, { clock: systemClock, signal });
      },
    },
  ];
}
