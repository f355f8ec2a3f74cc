import { assert, assertAlmostEquals, assertEquals, assertMatch } from "../../deps/assert.ts";
import { seededRandom } from "../../../lib/base/seeded_random.ts";
import { block } from "../../../lib/protocol/scpi/block.ts";
import type { ElementType } from "../../../lib/protocol/scpi/block_elements.ts";
import { dmm, type DmmOptions } from "../../../lib/simulator/mod.ts";
import { ScpiClient } from "./scpi_client.ts";

const meter = (options?: DmmOptions) => new ScpiClient(dmm(options));

for (
  const [header, name, expected] of [
    ["VOLT:DC", "VOLT", 1.5],
    ["VOLT:AC", "VOLT:AC", 230],
    ["CURR", "CURR", -0.05],
    ["CURR:AC", "CURR:AC", 0.5],
    ["RES", "RES", 4_700],
    ["FRES", "FRES", 4_700],
    ["TEMP", "TEMP", 21.5],
  ] as const
) {
  Deno.test(`dmm() measures ${header} by MEASure, by CONFigure and READ, and by INIT and FETCh`, () => {
    const client = meter({ inputs: { [name]: () => expected } });
    const tolerance = 1e-3 * Math.max(1, Math.abs(expected));
    const text = client.ask(`MEAS:${header}?`);
    assertMatch(text, /^[+-]\d\.\d{8}E[+-]\d\d$/);
    assertAlmostEquals(Number(text), expected, tolerance);
    assertAlmostEquals(client.number(`CONF:${header};:READ?`), expected, tolerance);
    assertAlmostEquals(client.number("INIT;:FETC?"), expected, tolerance);
    assertMatch(client.ask("CONF?"), new RegExp(`^"${name} \\d`));
    assertEquals(client.errors(), []);
  });
}

Deno.test("dmm() measures as long as NPLCycles says: cycles of the mains", () => {
  const client = meter({ mainsHz: 60 });
  for (const [cycles, ms] of [[0.06, 1], [3, 50], [60, 1_000]] as const) {
    client.ask(`VOLT:NPLC ${cycles}`);
    const startMs = client.nowMs;
    client.ask("READ?");
    assertAlmostEquals(client.nowMs - startMs, ms, 1e-6);
    assertEquals(client.ask("VOLT:DC:NPLC?"), String(cycles));
  }
  client.ask("VOLT:NPLC 1000");
  assertEquals(client.errors(), [-222]);
});

Deno.test("dmm() takes a measurement of more cycles with less noise", () => {
  const spread = (cycles: number): number => {
    const client = meter({ inputs: { VOLT: () => 1 } });
    client.ask(`VOLT:RANG 10;NPLC ${cycles};:SAMP:COUN 200`);
    const values = client.ask("READ?").split(",").map(Number);
    assertEquals(values.length, 200);
    return Math.sqrt(values.reduce((sum, value) => sum + (value - 1) ** 2, 0) / values.length);
  };
  const [fast, slow] = [spread(0.04), spread(100)];
  assert(fast > 10 * slow && slow > 0, `${fast} and ${slow}`);
});

Deno.test("dmm() says 9.9E37 above 1.2 times its range, and with AUTO only above the last range", () => {
  let volts = 11.9;
  const client = meter({ inputs: { VOLT: () => volts } });
  client.ask("CONF:VOLT 10");
  assertAlmostEquals(client.number("READ?"), 11.9, 1e-3);
  volts = 12.1;
  assertEquals(client.ask("READ?"), "+9.90000000E+37");
  volts = -12.1;
  assertEquals(client.ask("READ?"), "-9.90000000E+37");
  client.ask("VOLT:RANG:AUTO ON");
  assertAlmostEquals(client.number("READ?"), -12.1, 1e-2);
  assertEquals(client.number("VOLT:RANG?"), 100);
  volts = 1_300;
  assertEquals(client.ask("READ?"), "+9.90000000E+37");
});

Deno.test("dmm() takes the smallest range that a value fits into, in its unit, and refuses more", () => {
  const client = meter();
  const ranges = ["50mV", "5", "0.2 kV", "MAX", "MIN"].map((it) => {
    client.ask(`VOLT:RANG ${it}`);
    return client.number("VOLT:RANG?");
  });
  assertEquals(ranges, [0.1, 10, 1_000, 1_000, 0.1]);
  assertEquals([client.number("VOLT:RANG? MIN"), client.number("VOLT:RANG? MAX")], [0.1, 1_000]);
  client.ask("RES:RANG 1 MOHM");
  assertEquals(client.number("RES:RANG?"), 1e6);
  for (const bad of ["1001", "1 A", "'5'", "HUGE", "", "1,2"]) client.ask(`VOLT:RANG ${bad}`);
  assertEquals(client.errors(), [-222, -131, -104, -224, -109, -108]);
});

Deno.test("dmm() that is triggered by BUS measures on *TRG, as many samples as it should", () => {
  const client = meter({ inputs: { VOLT: (timeS) => timeS } });
  client.ask("CONF:VOLT 10;:TRIG:SOUR BUS;:SAMP:COUN 3;:TRIG:DEL 0.5;:INIT");
  client.nowMs = 2_000;
  assertEquals(client.ask("FETC?"), "");
  client.ask("*TRG");
  assertEquals(client.nowMs, 2_000);
  const values = client.ask("FETC?").split(",").map(Number);
  assertEquals(client.nowMs, 2_560);
  for (const [index, value] of values.entries()) {
    assertAlmostEquals(value, 2.51 + 0.02 * index, 1e-3);
  }
  client.ask("*TRG");
  client.ask("READ?");
  assertEquals(client.errors(), [-230, -211, -214]);
});

Deno.test("dmm() tells by *OPC, *OPC? and *WAI when it has measured", () => {
  const client = meter();
  client.ask("*ESE 1;*CLS;:VOLT:NPLC 50;:INIT;*OPC");
  assertEquals(client.number("*STB?"), 0);
  assertEquals(client.ask("*OPC?"), "1");
  assertEquals(client.nowMs, 1_000);
  assertEquals(client.number("*STB?"), 0x20);
  assertEquals([client.number("*ESR?"), client.number("*ESR?")], [1, 0]);
  client.ask("INIT;*WAI");
  assertEquals(client.nowMs, 2_000);
  client.ask("INIT;:INIT");
  assertEquals(client.errors(), [-213]);
});

Deno.test("dmm() sends what its input was as text and as blocks of both orders", () => {
  const client = meter({ inputs: { VOLT: (timeS) => 5 * Math.sin(timeS) } });
  client.nowMs = 10_000;
  client.ask("VOLT:RANG 10;:TRAC:POIN 64;INT 0.1");
  const expected = Array.from({ length: 64 }, (_, at) => 5 * Math.sin(3.6 + 0.1 * at));
  const texts = client.ask("FORM ASC;:TRAC:DATA?").split(",").map(Number);
  const scale = client.number("TRAC:SCAL?");
  const decoded = <E extends ElementType>(type: E, byteOrder: "big" | "little"): number[] => {
    const found = block({ type, byteOrder }).decoder()(client.askBytes("TRAC:DATA?"));
    assert(found.kind === "value", JSON.stringify(found));
    return Array.from(found.value as ArrayLike<number>);
  };
  for (const [order, border] of [["big", "NORM"], ["little", "SWAP"]] as const) {
    client.ask(`FORM:BORD ${border}`);
    assertEquals(client.ask("FORM:BORD?"), border);
    client.ask("FORM INT,16");
    const counts = decoded("int16", order);
    client.ask("FORM REAL,32");
    const floats = decoded("float32", order);
    for (const [at, value] of expected.entries()) {
      assertAlmostEquals(texts[at]!, value, 1e-5);
      assertAlmostEquals(counts[at]! * scale, value, scale);
      assertAlmostEquals(floats[at]!, value, 1e-6);
    }
  }
  client.ask("FORM REAL,16");
  assertEquals(client.errors(), [-224]);
});

Deno.test("dmm() is after *RST as it was when it was switched on, but for its errors", () => {
  const client = meter();
  const settings =
    "FUNC?;:VOLT:RANG:AUTO?;:VOLT:NPLC?;:TRIG:SOUR?;DEL?;:SAMP:COUN?;:FORM?;:TRAC:POIN?";
  const before = client.ask(settings);
  client.ask('FUNC "RES";:VOLT:NPLC 5;RANG 1;:TRIG:SOUR BUS;DEL 1;:SAMP:COUN 4;:FORM REAL');
  client.ask("TRAC:POIN 9;:FOO");
  assert(client.ask(settings) !== before);
  client.ask("*RST");
  assertEquals(client.ask(settings), before);
  assertEquals(client.errors(), [-113]);
});

Deno.test("dmm() gives the same readings for the same seed, and others for another", () => {
  const readings = (seed: number): string => {
    const client = meter({ random: seededRandom(seed) });
    return client.ask("SAMP:COUN 50;:READ?");
  };
  assertEquals(readings(3), readings(3));
  assert(readings(3) !== readings(4));
});
