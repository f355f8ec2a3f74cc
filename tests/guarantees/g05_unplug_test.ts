// G5: what is unplugged heals itself when it is back, and is set up anew before its first value. On
// real sockets and serial lines, descriptors and timers counted.

import { isReadoutError } from "../../lib/base/readout_error.ts";
import type { Transport } from "../../lib/contract/transport.ts";
import type { ScpiInstrument } from "../../lib/instrument/scpi.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { openTransport } from "../../lib/open/open_transport.ts";
import { powerSupply, type PtyDevice, servePty, serveTcp } from "../../lib/simulator/mod.ts";
import { VirtualClock } from "../../lib/testing/virtual_clock.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { DescriptorCount } from "../lib/posix/descriptor_count.ts";

const CYCLES = 100;

/** Reads until there is a value, as a poll does. The sockets are real, the pauses are not. */
async function readUntilGood(psu: ScpiInstrument, clock: VirtualClock): Promise<number> {
  const volts = psu.number("VOLT?", { name: "volts" });
  for (;;) {
    try {
      return (await volts.read()).value;
    } catch (error) {
      if (!isReadoutError(error)) throw error;
      await clock.advance(100);
    }
  }
}

Deno.test({
  name:
    "G5: an instrument on a real socket heals itself 100 times, set up anew before its first value; descriptors and timers stay",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const supply = powerSupply();
    await using device = await serveTcp(supply);
    const clock = new VirtualClock();
    await using psu = await openScpi(device.address, {
      init: ["VOLT 3.3"],
      expectIdn: "READOUT",
      clock,
    });
    const descriptors = new DescriptorCount();
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      supply.answer("*RST", { nowMs: 0, wallMs: 0 }); // it has forgotten its settings
      device.refuse();
      await device.hangUp();
      const away = await psu.query("VOLT?").catch((error) => error);
      assert(isReadoutError(away), String(away));
      device.admit();
      assertEquals(await readUntilGood(psu, clock), 3.3);
      descriptors.take();
      assertEquals(clock.pendingTimers, 1); // its watchdog's
    }
    assertEquals(psu.link.stats().connects, 1 + CYCLES);
    descriptors.assertNoLeak();
  },
});

Deno.test({
  name:
    "G5: an instrument on a real serial line heals itself 100 times when it is plugged in again; descriptors and timers stay",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    let plugged: PtyDevice | undefined = await servePty(powerSupply());
    const clock = new VirtualClock();
    const options = {
      init: ["VOLT 3.3"],
      clock,
      // As `/dev/serial/by-id` does: the name stays, the port may be another.
      openTransport: (_: unknown, options: object): Promise<Transport> =>
        openTransport(plugged?.address ?? "serial:///dev/ttyNONE", options),
    };
    await using psu = await openScpi("serial:///dev/serial/by-id/supply", options);
    const descriptors = new DescriptorCount();
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await plugged?.[Symbol.asyncDispose]();
      plugged = undefined;
      const away = await psu.query("VOLT?").catch((error) => error);
      assert(isReadoutError(away), String(away));
      plugged = await servePty(powerSupply()); // switched on: all is forgotten
      assertEquals(await readUntilGood(psu, clock), 3.3);
      descriptors.take();
      assertEquals(clock.pendingTimers, 1); // its watchdog's
    }
    await plugged?.[Symbol.asyncDispose]();
    descriptors.assertNoLeak();
  },
});
