import { assert, assertAlmostEquals, assertEquals } from "../../../../deps/assert.ts";
import type { Host } from "../../../../../lib/source/host/open_host.ts";
import { openHost } from "../../../../../lib/source/host/open_host.ts";
import { FakeSystem } from "../fake_system.ts";
import { fixture } from "../fixture.ts";

const SUPPLIES = "/sys/class/power_supply";
const MAINS = { [`${SUPPLIES}/AC/type`]: "Mains\n", [`${SUPPLIES}/AC/uevent`]: "X=1\n" };

function battery(name: string, uevent: string): Record<string, string> {
  const folder = `${SUPPLIES}/${name}`;
  return { [`${folder}/type`]: "Battery\n", [`${folder}/uevent`]: uevent };
}

const properties = (all: Record<string, string | number>) =>
  Object.entries(all).map(([key, value]) => `POWER_SUPPLY_${key}=${value}\n`).join("");

function open(...files: Record<string, string>[]): Host {
  return openHost({ system: new FakeSystem({}, Object.assign({}, ...files)) });
}

/** The code of the fault that each battery channel ends with, or its value. */
async function readAll(host: Host): Promise<unknown[]> {
  const channels = [host.battery(), host.batteryCharging(), host.batteryLeft()];
  const readings = await Promise.all(channels.map((channel) => channel.tryRead()));
  return readings.map((one) => one.status === "bad" ? one.fault.code : one.value);
}

Deno.test("battery tells charge, direction and time left of a battery in use", async () => {
  using host = open(MAINS, battery("BAT0", fixture("battery_energy_uevent.txt")));
  assertEquals((await host.battery().read()).value, 80);
  assertEquals((await host.batteryCharging().read()).value, false);
  const left = await host.batteryLeft().read();
  assertAlmostEquals(left.value, 3_600 * 40_000_000 / 6_543_000, 1e-6);
  assertEquals(left.unit, "s");
  assertEquals(host.battery().via, "/sys/class/power_supply");
  assertEquals(host.battery().whyUnavailable(), undefined);
});

Deno.test("battery has no time left while it is charged", async () => {
  using host = open(battery("BAT1", fixture("battery_charge_uevent.txt")));
  assertEquals(await readAll(host), [25, true, "source.absent"]);
});

Deno.test("battery that is full is not charging, and never fuller than 100 %", async () => {
  const full = properties({ STATUS: "Full", CHARGE_NOW: 103, CHARGE_FULL: 100 });
  using host = open(battery("BAT0", full));
  assertEquals(await readAll(host), [100, false, "source.absent"]);
});

Deno.test("battery that says little gives what it says, and faults for the rest", async () => {
  using host = open(battery("BAT0", properties({ STATUS: "Discharging", CAPACITY: 42 })));
  assertEquals(await readAll(host), [42, false, "source.failed"]);
  const vague = { STATUS: "Unknown", ENERGY_NOW: 50, ENERGY_FULL: 100, POWER_NOW: 5 };
  using unsure = open(battery("BAT0", properties(vague)));
  assertEquals(await readAll(unsure), [50, "source.failed", "source.failed"]);
  using mute = open(battery("BAT0", properties({ STATUS: "Unknown" })));
  assertEquals(await readAll(mute), ["source.failed", "source.failed", "source.failed"]);
});

Deno.test("battery that does not flow at all has no time left, rather than an infinite one", async () => {
  const still = { STATUS: "Discharging", ENERGY_NOW: 50, ENERGY_FULL: 100, POWER_NOW: 0 };
  using host = open(battery("BAT0", properties(still)));
  assertEquals(await readAll(host), [50, false, "source.failed"]);
});

Deno.test("battery sees two batteries as one", async () => {
  const inner = { STATUS: "Not charging", ENERGY_NOW: 30, ENERGY_FULL: 30, POWER_NOW: 0 };
  const outer = { STATUS: "Discharging", ENERGY_NOW: 15, ENERGY_FULL: 60, POWER_NOW: 9 };
  using host = open(battery("BAT0", properties(inner)), battery("BAT1", properties(outer)));
  assertEquals(await readAll(host), [50, false, 3_600 * 45 / 9]);
});

for (
  const { name, files } of [
    { name: "no power supply at all", files: {} },
    { name: "the mains alone", files: MAINS },
    {
      name: "the battery of a mouse",
      files: {
        ...battery("hidpp_battery_0", properties({ STATUS: "Discharging", CAPACITY: 55 })),
        [`${SUPPLIES}/hidpp_battery_0/scope`]: "Device\n",
      },
    },
    { name: "an empty bay", files: battery("BAT0", properties({ STATUS: "Unknown", PRESENT: 0 })) },
  ]
) {
  Deno.test(`battery says "no battery" on a computer with ${name}`, async () => {
    using host = open(files);
    const reading = await host.battery().tryRead();
    assert(reading.status === "bad");
    assertEquals([reading.fault.code, reading.reason], ["source.absent", "not-connected"]);
    assertEquals(reading.fault.message, "Cannot read battery: no battery");
    const isEmptyBay = name === "an empty bay"; // only reading it tells
    assertEquals(host.battery().whyUnavailable()?.code, isEmptyBay ? undefined : "source.absent");
  });
}

Deno.test("battery can be taken out and put in again", async () => {
  const system = new FakeSystem({}, battery("BAT0", properties({ STATUS: "Full", CAPACITY: 99 })));
  using host = openHost({ system });
  using channel = host.battery();
  assertEquals((await channel.tryRead()).value, 99);
  const files = [...system.files];
  system.files.clear();
  assertEquals((await channel.tryRead()).reason, "not-connected");
  for (const [path, text] of files) system.files.set(path, text);
  assertEquals((await channel.tryRead()).value, 99);
});

Deno.test("battery is source.failed if its text is garbled", async () => {
  using host = open(battery("BAT0", "POWER_SUPPLY_CAPACITY=8"));
  assertEquals(await readAll(host), ["source.failed", "source.failed", "source.failed"]);
});

for (const os of ["darwin", "windows"] as const) {
  for (
    const { name, says, expected } of [
      {
        name: "in use",
        says: { isCharging: false, acConnected: false, percent: 61, timeRemaining: 90 },
        expected: [61, false, 5_400],
      },
      {
        name: "being charged",
        says: { isCharging: true, acConnected: true, percent: 61, timeRemaining: 30 },
        expected: [61, true, "source.absent"],
      },
      {
        name: "full",
        says: { isCharging: false, acConnected: true, percent: 100, timeRemaining: null },
        expected: [100, false, "source.absent"],
      },
      {
        name: "that does not know yet",
        says: { isCharging: false, acConnected: false, percent: 61, timeRemaining: 65_535 },
        expected: [61, false, "source.failed"],
      },
      {
        name: "that talks nonsense",
        says: { isCharging: false, acConnected: false, percent: NaN, timeRemaining: 0 },
        expected: ["source.failed", false, "source.failed"],
      },
    ]
  ) {
    Deno.test(`battery takes systeminformation on ${os}, with a battery ${name}`, async () => {
      const information = { battery: () => Promise.resolve({ hasBattery: true, ...says }) };
      using host = openHost({ system: new FakeSystem({ os, information }) });
      assertEquals(host.battery().via, "npm:systeminformation");
      assertEquals(await readAll(host), expected);
    });
  }

  Deno.test(`battery says "no battery" on ${os}`, async () => {
    const none = {
      ...{ hasBattery: false, isCharging: false, acConnected: true },
      ...{ percent: 0, timeRemaining: null },
    };
    const information = { battery: () => Promise.resolve(none) };
    using host = openHost({ system: new FakeSystem({ os, information }) });
    const reading = await host.battery().tryRead();
    assertEquals(reading.reason, "not-connected");
    assertEquals(reading.status === "bad" && reading.fault.message.includes("no battery"), true);
  });
}
