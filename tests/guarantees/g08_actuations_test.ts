// G8: only what is safe is repeated. A simulated output counts how often it was set.

import { isReadoutError } from "../../lib/base/readout_error.ts";
import { delay } from "../../lib/base/delay.ts";
import { seededRandom } from "../../lib/base/seeded_random.ts";
import type { WritableChannel } from "../../lib/contract/writable_channel.ts";
import { openModbus } from "../../lib/open/open_modbus.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { resilient } from "../../lib/policy/resilient.ts";
import {
  type FaultPlan,
  modbusDevice,
  modbusUnit,
  powerSupply,
  serveLoopback,
} from "../../lib/simulator/mod.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { advanceUntil } from "../lib/simulator/advance_until.ts";

const WRITES = 10_000;
const rate = 0.03;

/** Whatever makes a program believe that a write has failed that was carried out. */
const PLAN: FaultPlan = {
  ...{ late: { rate, ms: 150 }, silent: { rate }, truncated: { rate }, split: { rate, ms: 10 } },
  ...{ dropped: { rate }, duplicated: { rate }, echo: { rate }, reset: { rate } },
};

/** Writes 10,000 times, and counts what was carried out for each. */
async function write(
  channel: WritableChannel<number>,
  clock: VirtualClock,
  actuations: () => number,
): Promise<{ twice: number; carriedOut: number; failed: number }> {
  let [twice, carriedOut, failed, isOver] = [0, 0, 0, false];
  const writing = (async () => {
    for (let count = 0; count < WRITES; count++) {
      const before = actuations();
      try {
        await channel.write(count % 30);
      } catch (error) {
        if (!isReadoutError(error)) throw error;
        failed++;
        await delay(400, { clock }); // what is still under way is carried out, and it connects again
      }
      const done = actuations() - before;
      carriedOut += done;
      if (done > 1) twice++;
    }
  })();
  writing.finally(() => isOver = true);
  while (!isOver) await clock.advance(100_000);
  await writing;
  return { twice, carriedOut, failed };
}

for (const isResilient of [false, true]) {
  const how = isResilient ? "resilient(setting)" : "a setting";
  Deno.test(`G8: ${how} of a supply on a bad wire is carried out twice by 0 of 10,000 writes`, async () => {
    const clock = new VirtualClock();
    const random = seededRandom(21);
    const supply = powerSupply();
    await using served = serveLoopback(supply, { clock, random });
    await using psu = await advanceUntil(
      clock,
      openScpi("tcp://10.0.0.8:5025", {
        ...{ clock, random, replyTimeoutMs: 100 },
        openTransport: (_, options) => served.open(options),
      }),
    );
    served.faults.set(PLAN);
    const volts = psu.setting.number("VOLT", { name: "volts", unit: "V" });
    const channel = isResilient ? resilient(volts, { clock, random }) : volts;
    const { twice, carriedOut, failed } = await write(
      channel,
      clock,
      () => supply.output.actuations,
    );
    assertEquals(twice, 0);
    assert(failed > 0.1 * WRITES, `${failed} failed`);
    assert(carriedOut > 0.5 * WRITES && carriedOut <= WRITES, `${carriedOut} carried out`);
  });
}

for (const framing of ["tcp", "rtu"] as const) {
  Deno.test(`G8: a register (${framing}) on a bad wire is written twice by 0 of 10,000 writes`, async () => {
    const clock = new VirtualClock();
    const random = seededRandom(22);
    let writes = 0;
    const holdingRegisters = new Map([[0, { read: () => 0, write: () => void writes++ }]]);
    const device = modbusDevice({ framing, units: { 1: modbusUnit({ holdingRegisters }) } });
    await using served = serveLoopback(device, { clock, random });
    await using modbus = await advanceUntil(
      clock,
      openModbus(framing === "tcp" ? "tcp://10.0.0.9:502" : "ASRLSOCKET://10.0.0.9:4001", {
        ...{ clock, random, replyTimeoutMs: 100 },
        openTransport: (_, options) => served.open(options),
      }),
    );
    served.faults.set(PLAN);
    const register = modbus.holding(0, { name: "output", writable: true });
    const { twice, carriedOut, failed } = await write(register, clock, () => writes);
    assertEquals(twice, 0);
    assert(failed > 0.1 * WRITES, `${failed} failed`);
    assert(carriedOut > 0.5 * WRITES && carriedOut <= WRITES, `${carriedOut} carried out`);
  });
}
