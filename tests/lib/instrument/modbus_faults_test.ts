import { assert, assertEquals } from "../../deps/assert.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { ModbusDevice } from "../../../lib/instrument/modbus.ts";
import { modbusWaits } from "../../../lib/instrument/modbus_waits.ts";
import { Link } from "../../../lib/link/link.ts";
import type { FaultPlan } from "../../../lib/simulator/fault/fault_plan.ts";
import { modbusDevice } from "../../../lib/simulator/modbus/modbus_device.ts";
import { modbusUnit } from "../../../lib/simulator/modbus/modbus_unit.ts";
import { serveLoopback } from "../../../lib/simulator/serve_loopback.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";

const QUERIES = 10_000;
const often = { rate: 0.03 };

const BOTH: FaultPlan = {
  late: { rate: 0.03, ms: 150 },
  split: { rate: 0.03, ms: 20 },
  silent: often,
  truncated: often,
  duplicated: often,
  dropped: often,
  misaddressed: often,
  echo: often,
  reset: often,
};

/**
 * What each way can see. TCP leaves flipped bits to the checksum below. RTU has no ids: a reply that
 * is held back until the next question, as `glued` and `stuck` are, is later than any silence.
 */
const PLANS = {
  tcp: { ...BOTH, glued: often, stuck: often },
  rtu: { ...BOTH, garbled: often },
} as const;

for (const framing of ["tcp", "rtu"] as const) {
  Deno.test(`ModbusDevice (${framing}) reads right or not at all, in 10,000 with faults of every kind in a third`, async () => {
    const clock = new VirtualClock();
    const random = seededRandom(3);
    const inputRegisters = new Map(
      Array.from({ length: 1_000 }, (_, at) => [at, { read: () => at }]),
    );
    const simulated = modbusDevice({ framing, units: { 1: modbusUnit({ inputRegisters }) } });
    await using served = serveLoopback(simulated, { faults: PLANS[framing], clock, random });
    const link = new Link({
      address: served.address,
      open: served.open,
      ...modbusWaits(framing, undefined, { replyTimeoutMs: 100 }),
      clock,
      random,
    });
    await using modbus = new ModbusDevice(link, { framing, clock, random });
    const faults = new Set<string>();
    let right = 0;
    let wrong = 0;
    let done = false;
    const asking = (async () => {
      for (let query = 0; query < QUERIES; query++) {
        const at = Math.floor(1_000 * random.next());
        try {
          const [value] = await modbus.readInput(at, 1);
          if (value === at) right++;
          else wrong++;
        } catch (error) {
          assert(isReadoutError(error));
          faults.add(error.code);
        }
      }
      done = true;
    })();
    while (!done) await clock.advance(100_000);
    await asking;
    assertEquals(wrong, 0);
    assert(right > 0.6 * QUERIES, `${right} right`);
    assert(faults.has("timeout.reply") && faults.has("frame.bad"), [...faults].join());
  });
}
