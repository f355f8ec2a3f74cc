import { assert, assertAlmostEquals, assertEquals } from "../../deps/assert.ts";
import { powerSupply } from "../../../lib/simulator/mod.ts";
import { ScpiClient } from "./scpi_client.ts";

Deno.test("powerSupply() is off until it is switched on, and off again after *RST", () => {
  const client = new ScpiClient(powerSupply());
  client.ask("VOLT 12;CURR 2");
  assertEquals(client.ask("OUTP?;:MEAS:VOLT?;CURR?"), "0;+0.00000E+00;+0.00000E+00");
  client.ask("OUTP ON");
  client.nowMs += 1_000;
  assertEquals(client.ask("OUTP?;:OUTP:MODE?"), "1;CV");
  assertAlmostEquals(client.number("MEAS:VOLT?"), 12, 0.01);
  assertAlmostEquals(client.number("MEAS:CURR?"), 1.2, 0.001);
  client.ask("*RST");
  assertEquals(client.ask("OUTP?;:VOLT?;CURR?;:OUTP:MODE?"), "0;0;5;OFF");
});

Deno.test("powerSupply() limits the current, and so the voltage, as its load changes", () => {
  let loadOhms = Infinity;
  const client = new ScpiClient(powerSupply({ loadOhms: () => loadOhms }));
  client.ask("APPL 10,1;:OUTP 1");
  client.nowMs += 1_000;
  for (
    const [ohms, volts, amperes, mode] of [
      [Infinity, 10, 0, "CV"],
      [100, 10, 0.1, "CV"],
      [2, 2, 1, "CC"],
    ] as const
  ) {
    loadOhms = ohms;
    assertAlmostEquals(client.number("MEAS:VOLT?"), volts, 0.01);
    assertAlmostEquals(client.number("MEAS:CURR?"), amperes, 0.001);
    assertEquals(client.ask("OUTP:MODE?"), mode);
  }
});

Deno.test("powerSupply() follows its setting in milliseconds, not at once", () => {
  const supply = powerSupply({ loadOhms: () => 1_000 });
  const client = new ScpiClient(supply);
  client.ask("VOLT 10;:OUTP ON");
  assertEquals(supply.output.level(client.nowMs).volts, 0);
  assertAlmostEquals(supply.output.level(client.nowMs + 5).volts, 10 * (1 - 1 / Math.E), 1e-9);
  client.nowMs += 1_000;
  client.ask("VOLT 4");
  assertAlmostEquals(supply.output.level(client.nowMs).volts, 10, 1e-9);
  assertAlmostEquals(supply.output.level(client.nowMs + 100).volts, 4, 1e-6);
});

Deno.test("powerSupply() refuses what is outside its limits, and keeps what it had", () => {
  const client = new ScpiClient(powerSupply({ maxVolts: 20, maxAmperes: 3 }));
  client.ask("VOLT 5;CURR 1");
  for (const bad of ["VOLT 20.1", "VOLT -1", "CURR 3.1", "VOLT 5 A", "OUTP", "APPL 5,9"]) {
    client.ask(bad);
  }
  assertEquals(client.errors(), [-222, -222, -222, -131, -109, -222]);
  assertEquals(client.ask("VOLT?;CURR?;VOLT? MAX;CURR? MAX;VOLT? MIN"), "5;1;20;3;0");
  client.ask("VOLT MAX;CURR 500mA");
  assertEquals(client.ask("VOLT?;CURR?"), "20;0.5");
});

Deno.test("powerSupply() switches itself off above its protection, until that is cleared", () => {
  const client = new ScpiClient(powerSupply());
  client.ask("VOLT 5;VOLT:PROT 6;:OUTP ON");
  assertEquals(client.ask("OUTP?;:VOLT:PROT:TRIP?"), "1;0");
  client.ask("VOLT 7");
  assertEquals(client.ask("OUTP?;:VOLT:PROT:TRIP?;:MEAS:VOLT?"), "0;1;+0.00000E+00");
  client.ask("OUTP ON");
  assertEquals(client.ask("OUTP?"), "0");
  client.ask("VOLT 5;VOLT:PROT:CLE;:OUTP ON");
  assertEquals(client.ask("OUTP?;:VOLT:PROT:TRIP?"), "1;0");
});

Deno.test("powerSupply() counts each setting that was carried out, and none that was refused", () => {
  const supply = powerSupply();
  const client = new ScpiClient(supply);
  client.ask("VOLT 1;VOLT?;VOLT 99;:OUTP ON;:MEAS:VOLT?");
  assertEquals(supply.output.actuations, 2);
  assert(client.errors().length === 1);
});
