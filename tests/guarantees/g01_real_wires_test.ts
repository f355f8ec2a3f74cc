// G1 on real sockets and a real serial line, in real time: some replies come when nobody waits for
// them any more.

import { isReadoutError } from "../../lib/base/readout_error.ts";
import { openModbus } from "../../lib/open/open_modbus.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { modbusDevice, modbusUnit, servePty, serveTcp } from "../../lib/simulator/mod.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { numberedInstrument } from "./numbered_instrument.ts";

/** Asks so many questions, so many at a time, and counts the answers. */
async function tally(
  questions: number,
  atOnce: number,
  ask: (at: number) => Promise<number>,
): Promise<{ right: number; wrong: number; late: number }> {
  let [next, right, wrong, late] = [0, 0, 0, 0];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (let at = next++; at < questions; at = next++) {
      try {
        if (await ask(at) === at) right++;
        else wrong++;
      } catch (error) {
        assert(isReadoutError(error), String(error));
        late++;
      }
    }
  }));
  return { right, wrong, late };
}

Deno.test("G1: openScpi() on a real socket mispairs 0 of 10,000, with late replies", async () => {
  const device = numberedInstrument({ isSlow: false });
  await using served = await serveTcp(device);
  await using meter = await openScpi(served.address, { replyTimeoutMs: 20 });
  served.faults.set({ late: { rate: 0.005, ms: 25 } });
  const { right, wrong, late } = await tally(
    10_000,
    1,
    async (at) => Number(await meter.query(`VAL? ${at}`)),
  );
  assertEquals(wrong, 0);
  assert(right > 0 && late > 0, `${right} right, ${late} late`);
});

Deno.test("G1: openModbus() with 8 in flight on a real socket mispairs 0 of 10,000, with late replies", async () => {
  const holdingRegisters = new Map(
    Array.from({ length: 10_000 }, (_, at) => [at, { read: () => at }]),
  );
  const device = modbusDevice({ units: { 1: modbusUnit({ holdingRegisters }) } });
  await using served = await serveTcp(device);
  await using modbus = await openModbus(served.address, { replyTimeoutMs: 20, inFlight: 8 });
  served.faults.set({ late: { rate: 0.005, ms: 25 } });
  const { right, wrong, late } = await tally(
    10_000,
    8,
    async (at) => (await modbus.readHolding(at, 1))[0]!,
  );
  assertEquals(wrong, 0);
  assert(right > 0 && late > 0, `${right} right, ${late} late`);
});

Deno.test({
  name: "G1: openScpi() on a real serial line mispairs 0 of 2,000, with late replies",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using served = await servePty(numberedInstrument({ isSlow: false }));
    await using meter = await openScpi(served.address, { replyTimeoutMs: 20 });
    served.faults.set({ late: { rate: 0.01, ms: 25 } });
    const { right, wrong, late } = await tally(
      2_000,
      1,
      async (at) => Number(await meter.query(`VAL? ${at}`)),
    );
    assertEquals(wrong, 0);
    assert(right > 0 && late > 0, `${right} right, ${late} late`);
  },
});
