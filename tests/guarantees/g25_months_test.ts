import { assert, assertEquals } from "../deps/assert.ts";
import { simulateRig } from "../../lib/rig/simulate/simulate_rig.ts";
import { VESSEL } from "../lib/rig/simulate/rigs.ts";

// Thirty days of ten channels at 1 Hz are for `readout simulate RIG --days 30`; an hour on real
// sockets, at fifty times the rate, is for tests/soak/main.ts.

const DAYS = Number(Deno.env.get("READOUT_DAYS") ?? 1);
const { gc } = globalThis as { gc?: () => void };

Deno.test(`G25: in ${DAYS} days with faults no timer, connection or heap grows`, async () => {
  const channels = Object.entries(VESSEL.channels).map(([name, plan]) => {
    return [name, { ...plan, everyMs: 20_000 }];
  });
  const rig = { ...VESSEL, channels: Object.fromEntries(channels) };
  const report = await simulateRig(rig, {
    ...{ days: DAYS, cutDays: DAYS, seed: 7 },
    ...(gc && { heapBytes }),
  });
  assertEquals(report.violations, []);
  assertEquals(report.days.length, Math.max(3, DAYS));
  assert(report.channels.every(({ availability }) => availability > 0.9));
  assert(report.readings > 40_000 * DAYS);
});

function heapBytes(): number {
  gc!();
  return Deno.memoryUsage().heapUsed;
}
