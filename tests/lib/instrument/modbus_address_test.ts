import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { protocolAddress } from "../../../lib/instrument/modbus_address.ts";

const TABLES = {
  "coils": "0",
  "discrete-inputs": "1",
  "input-registers": "3",
  "holding-registers": "4",
} as const;
const tables = fc.constantFrom(...Object.keys(TABLES) as (keyof typeof TABLES)[]);

Deno.test("protocolAddress() reads data-sheet numbers of five and of six digits, from 1", () => {
  fc.assert(fc.property(tables, fc.integer({ min: 0, max: 65_535 }), (table, address) => {
    const number = `${address + 1}`;
    assertEquals(protocolAddress(table, TABLES[table] + number.padStart(5, "0")), address);
    if (address < 9_999) {
      assertEquals(protocolAddress(table, TABLES[table] + number.padStart(4, "0")), address);
    }
  }));
});

Deno.test("protocolAddress() takes a number as the protocol does: 40001 is an address too", () => {
  assertEquals(protocolAddress("holding-registers", 40_001), 40_001);
  assertEquals(protocolAddress("holding-registers", "40001"), 0);
});

Deno.test("protocolAddress() refuses a number of another table, saying whose it is", () => {
  assertThrows(() => protocolAddress("holding-registers", "30001"), TypeError, "input-registers");
  assertThrows(() => protocolAddress("coils", "10001"), TypeError, "discrete-inputs");
});

Deno.test("protocolAddress() refuses what is no such number", () => {
  for (const text of ["", "4", "40000", "400000", "465537", "4x0001", "40001 ", "-40001", "0x10"]) {
    assertThrows(() => protocolAddress("holding-registers", text), TypeError, '"40001" to "49999"');
  }
});
