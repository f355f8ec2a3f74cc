// G2: every wait is bounded. Black holes at each phase of a real socket and a real serial line; in
// virtual time, and with its moments, `tests/lib/link/bounded_waits_test.ts`. A wait without a bound
// would never let these tests end.

import { isReadoutError } from "../../lib/base/readout_error.ts";
import { Link } from "../../lib/link/link.ts";
import { openLines } from "../../lib/open/open_lines.ts";
import { openModbus } from "../../lib/open/open_modbus.ts";
import { openNmea } from "../../lib/open/open_nmea.ts";
import { openScpi } from "../../lib/open/open_scpi.ts";
import { openPty } from "../../lib/transport/pty/open_pty.ts";
import { openTcp } from "../../lib/transport/tcp/open_tcp.ts";
import { assertEquals } from "../deps/assert.ts";
import { type Behaviour, blackHole } from "./black_hole.ts";

const WAITS = {
  connectTimeoutMs: 200,
  lockTimeoutMs: 500,
  writeTimeoutMs: 50,
  replyTimeoutMs: 50,
  gapTimeoutMs: 50,
};

async function codeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
    return "good";
  } catch (error) {
    if (isReadoutError(error)) return error.code;
    throw error;
  }
}

/** What each way of using a device comes to, by what the device does. */
const USES: Readonly<Record<string, (address: string) => Promise<unknown>>> = {
  async openScpi(address) {
    await using meter = await openScpi(address, WAITS);
    await meter.query("READ?");
  },
  async openModbus(address) {
    await using meter = await openModbus(address, WAITS);
    await meter.readInput(0, 1);
  },
  async openLines(address) {
    await using meter = await openLines(address, { ...WAITS, talks: "asked" });
    await meter.ask("TEMP?");
  },
  async openNmea(address) {
    await using gps = await openNmea(address, { connectTimeoutMs: 200, silentTimeoutMs: 50 });
    await gps.position().read({ timeoutMs: 5_000 });
  },
};

const EXPECTED: readonly (readonly [Behaviour, Readonly<Record<string, string>>])[] = [
  ["says nothing", {
    openScpi: "timeout.reply",
    openModbus: "timeout.reply",
    openLines: "timeout.reply",
    openNmea: "timeout.reply",
  }],
  ["stops within a reply", {
    openScpi: "timeout.gap",
    openModbus: "timeout.gap",
    openLines: "timeout.gap",
  }],
  ["finishes sending", {
    openScpi: "link.closed",
    openModbus: "link.closed",
    openLines: "link.closed",
  }],
  ["hangs up", {
    openScpi: "link.closed",
    openModbus: "link.closed",
    openLines: "link.closed",
  }],
];

for (const [behaviour, codes] of EXPECTED) {
  for (const [use, code] of Object.entries(codes)) {
    Deno.test(`G2: ${use}() of a real device that ${behaviour} ends with ${code}`, async () => {
      await using device = blackHole(behaviour);
      assertEquals(await codeOf(() => USES[use]!(device.address)), code);
    });
  }
}

Deno.test("G2: a request that a real device does not take ends with timeout.write", async () => {
  await using device = blackHole("does not read");
  const { hostname, port } = new URL(device.address.replace("tcp:", "http:"));
  await using link = new Link({
    address: device.address,
    open: (options) => openTcp({ hostname, port: Number(port), ...options }),
    ...WAITS,
  });
  const huge = new Uint8Array(64 * 1024 * 1024);
  assertEquals(await codeOf(() => link.send(huge)), "timeout.write");
});

Deno.test({
  name:
    "G2: a silent serial line ends with timeout.reply, and an unreadable probe with link.suspect",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    await using pty = await openPty();
    const address = `serial://${pty.path}`;
    assertEquals(await codeOf(() => USES["openModbus"]!(address)), "timeout.reply");
    assertEquals(await codeOf(() => USES["openScpi"]!(address)), "link.suspect");
  },
});
