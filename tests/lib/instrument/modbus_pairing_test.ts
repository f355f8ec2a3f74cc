import { assert, assertEquals } from "../../deps/assert.ts";
import { isReadoutError } from "../../../lib/base/readout_error.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { ModbusDevice } from "../../../lib/instrument/modbus.ts";
import { modbusWaits } from "../../../lib/instrument/modbus_waits.ts";
import { Link } from "../../../lib/link/link.ts";
import type { Resync } from "../../../lib/link/resync.ts";
import { VirtualClock } from "../../../lib/testing/virtual_clock.ts";
import { ModbusTestDevice } from "./modbus_test_device.ts";

const QUERIES = 10_000;
const REPLY_TIMEOUT_MS = 100;

/** Reads 10,000 registers through channels, each holding its own address; a tenth comes too late. */
async function mispaired(framing: "tcp" | "rtu" | "ascii", resync?: Resync) {
  const clock = new VirtualClock();
  const random = seededRandom(11);
  const device = new ModbusTestDevice({
    framing,
    clock,
    latencyMs: () => random.next() < 0.1 ? 100 + 90 * random.next() : 10 * random.next(),
  });
  device.input.forEach((_, at) => device.input[at] = at);
  const link = new Link({
    address: framing,
    open: device.open,
    ...modbusWaits(framing, undefined, { replyTimeoutMs: REPLY_TIMEOUT_MS }),
    ...(resync ? { resync } : {}),
    clock,
    random,
  });
  await using modbus = new ModbusDevice(link, { framing, clock, random });
  const channels = Array.from({ length: 100 }, (_, at) => modbus.input(at, { name: `r${at}` }));
  const count = { right: 0, wrong: 0 };
  const faults = new Map<string, number>();
  let done = false;
  const asking = (async () => {
    for (let query = 0; query < QUERIES; query++) {
      const at = Math.floor(100 * random.next());
      try {
        const { value } = await channels[at]!.read();
        count[value === at ? "right" : "wrong"]++;
      } catch (error) {
        assert(isReadoutError(error));
        faults.set(error.code, (faults.get(error.code) ?? 0) + 1);
      }
    }
    done = true;
  })();
  while (!done) await clock.advance(100_000);
  await asking;
  return { ...count, faults };
}

for (const framing of ["tcp", "rtu", "ascii"] as const) {
  Deno.test(`ModbusDevice (${framing}) gives no channel another's registers, in 10,000 reads with a tenth too late`, async () => {
    const { wrong, right, faults } = await mispaired(framing);
    assertEquals(wrong, 0);
    assert(right > 0.8 * QUERIES, `${right} right`);
    assert((faults.get("timeout.reply") ?? 0) > 0.05 * QUERIES);
    assertEquals([...faults.keys()].filter((code) => code !== "timeout.reply"), []);
  });
}

Deno.test("ModbusDevice (rtu) does mispair without the drain: what the test above looks for can be seen", async () => {
  assert((await mispaired("rtu", { kind: "drain", quietMs: 1 })).wrong > 0);
});
