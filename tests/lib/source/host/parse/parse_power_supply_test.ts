import { assertEquals } from "../../../../deps/assert.ts";
import { fc } from "../../../../deps/fast_check.ts";
import { parsePowerSupply } from "../../../../../lib/source/host/parse/parse_power_supply.ts";
import { fixture } from "../fixture.ts";

const ENERGY = fixture("battery_energy_uevent.txt");

Deno.test("parsePowerSupply() takes the energies of a battery that counts energy", () => {
  assertEquals(parsePowerSupply(ENERGY), {
    ...{ present: true, status: "Discharging", percent: 79 },
    ...{ now: 40_000_000, full: 50_000_000, rate: 6_543_000 },
  });
});

Deno.test("parsePowerSupply() takes the charges of another, and its flow without the sign", () => {
  assertEquals(parsePowerSupply(fixture("battery_charge_uevent.txt")), {
    ...{ present: true, status: "Charging", percent: 25 },
    ...{ now: 1_000_000, full: 4_000_000, rate: 1_500_000 },
  });
});

Deno.test("parsePowerSupply() leaves out what a battery does not say, or says wrongly", () => {
  const text = "POWER_SUPPLY_PRESENT=0\nPOWER_SUPPLY_CAPACITY=101\nPOWER_SUPPLY_CHARGE_NOW=1e9\n";
  assertEquals(parsePowerSupply(text), {
    ...{ present: false, status: "Unknown", percent: undefined },
    ...{ now: undefined, full: undefined, rate: undefined },
  });
});

for (const text of ["", "\n", "POWER_SUPPLY_CAPACITY=7", "<html>\n", `${ENERGY}half a li`]) {
  Deno.test(`parsePowerSupply() refuses ${JSON.stringify(text.slice(-25))}`, () => {
    assertEquals(parsePowerSupply(text), undefined);
  });
}

Deno.test("parsePowerSupply() gives no number that was cut off, wherever the text ends", () => {
  const whole = parsePowerSupply(ENERGY)!;
  fc.assert(fc.property(fc.nat(ENERGY.length), (size) => {
    const found = parsePowerSupply(ENERGY.slice(0, size));
    for (const key of ["percent", "now", "full", "rate"] as const) {
      if (found?.[key] !== undefined) assertEquals(found[key], whole[key]);
    }
  }));
});

Deno.test("parsePowerSupply() never throws on noise", () => {
  fc.assert(fc.property(fc.string(), (noise) => void parsePowerSupply(`${noise}\n`)));
});
