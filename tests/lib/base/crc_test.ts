import { assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { crc } from "../../../lib/base/crc.ts";
import { CRC_PRESETS, type CrcParameters, type CrcPreset } from "../../../lib/base/crc_presets.ts";

const DIGITS = new TextEncoder().encode("123456789");

/** What each gives of "123456789", from the catalogue of parametrised CRC algorithms. */
const CHECK: Readonly<Record<CrcPreset, number>> = {
  "CRC-8": 0xf4,
  "CRC-8/MAXIM": 0xa1,
  "CRC-8/NRSC-5": 0xf7,
  "CRC-8/SAE-J1850": 0x4b,
  "CRC-8/AUTOSAR": 0xdf,
  "CRC-16/ARC": 0xbb3d,
  "CRC-16/MODBUS": 0x4b37,
  "CRC-16/USB": 0xb4c8,
  "CRC-16/CCITT-FALSE": 0x29b1,
  "CRC-16/XMODEM": 0x31c3,
  "CRC-16/KERMIT": 0x2189,
  "CRC-16/X-25": 0x906e,
  "CRC-16/DNP": 0xea82,
  "CRC-32": 0xcbf43926,
  "CRC-32C": 0xe3069283,
  "CRC-32/BZIP2": 0xfc891918,
  "CRC-32/MPEG-2": 0x0376e6e7,
};

for (const [name, sum] of Object.entries(CHECK)) {
  Deno.test(`crc("${name}") has its check value`, () => {
    assertEquals(crc(name as CrcPreset)(DIGITS), sum);
  });
}

Deno.test("crc() agrees with the frames that devices send", () => {
  const modbus = crc("CRC-16/MODBUS");
  assertEquals(modbus(Uint8Array.of(0x01, 0x03, 0x00, 0x00, 0x00, 0x0a)), 0xcdc5);
  assertEquals(modbus(Uint8Array.of(0x11, 0x03, 0x00, 0x6b, 0x00, 0x03)), 0x8776);
  assertEquals(crc("CRC-8/NRSC-5")(Uint8Array.of(0xbe, 0xef)), 0x92); // Sensirion's data sheets
});

Deno.test("crc() reverses only the result if only refOut says so, of 12 bits too", () => {
  const umts = { width: 12, poly: 0x80f, init: 0, refIn: false, refOut: true, xorOut: 0 };
  assertEquals(crc(umts)(DIGITS), 0xdaf);
});

Deno.test("crc() agrees with division bit by bit, for any parameters", () => {
  const parameters = fc.integer({ min: 8, max: 32 }).chain((width) => {
    const bits = fc.integer({ min: 0, max: 2 ** width - 1 });
    const [refIn, refOut] = [fc.boolean(), fc.boolean()];
    return fc.record({
      ...{ width: fc.constant(width), poly: bits, init: bits, refIn, refOut, xorOut: bits },
    });
  });
  fc.assert(fc.property(parameters, fc.uint8Array({ maxLength: 20 }), (parameters, bytes) => {
    assertEquals(crc(parameters)(bytes), bitByBit(parameters, bytes));
  }));
});

for (
  const wrong of [
    { width: 7 },
    { width: 33 },
    { width: 16.5 },
    { poly: 0x1_0000 },
    { init: -1 },
    { xorOut: NaN },
  ]
) {
  Deno.test(`crc() refuses ${Object.entries(wrong)}`, () => {
    assertThrows(() => crc({ ...CRC_PRESETS["CRC-16/XMODEM"], ...wrong }), RangeError);
  });
}

/** The model's definition, with no table. */
function bitByBit(parameters: CrcParameters, bytes: Uint8Array): number {
  const { width, poly, init, refIn, refOut, xorOut } = parameters;
  let register = BigInt(init);
  for (const byte of bytes) {
    for (let bit = 0; bit < 8; bit++) {
      const goesIn = BigInt(byte >> (refIn ? bit : 7 - bit) & 1);
      const falls = register >> BigInt(width - 1) & 1n;
      register = BigInt.asUintN(width, register << 1n) ^ (falls ^ goesIn ? BigInt(poly) : 0n);
    }
  }
  const bits = register.toString(2).padStart(width, "0");
  const result = refOut ? [...bits].reverse().join("") : bits;
  return Number(BigInt(`0b${result}`) ^ BigInt(xorOut));
}
