import { BYTE_ORDERS, type ByteOrder } from "../../../../lib/protocol/modbus/byte_order.ts";
import {
  decodeRegisters,
  encodeRegisters,
  REGISTER_COUNTS,
  type RegisterType,
} from "../../../../lib/protocol/modbus/register_values.ts";
import { decodeText, encodeText } from "../../../../lib/protocol/modbus/register_text.ts";
import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";

const values: { readonly [T in RegisterType]: fc.Arbitrary<boolean | number | bigint> } = {
  bool: fc.boolean(),
  u16: fc.integer({ min: 0, max: 0xffff }),
  i16: fc.integer({ min: -0x8000, max: 0x7fff }),
  u32: fc.integer({ min: 0, max: 0xffff_ffff }),
  i32: fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
  u64: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  i64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  f32: fc.float(),
  f64: fc.double(),
};

for (const type of Object.keys(values) as RegisterType[]) {
  Deno.test(`decodeRegisters gives back each ${type} that encodeRegisters wrote, in any order`, () => {
    fc.assert(fc.property(values[type], fc.constantFrom(...BYTE_ORDERS), (value, order) => {
      const registers = encodeRegisters(type, value as never, order);
      assertEquals(registers.length, REGISTER_COUNTS[type]);
      assertEquals<unknown>(decodeRegisters(type, registers, order), value);
    }));
  });
}

for (
  const [order, registers, long] of [
    ["ABCD", [0x1122, 0x3344], [0x1122, 0x3344, 0x5566, 0x7788]],
    ["CDAB", [0x3344, 0x1122], [0x7788, 0x5566, 0x3344, 0x1122]],
    ["BADC", [0x2211, 0x4433], [0x2211, 0x4433, 0x6655, 0x8877]],
    ["DCBA", [0x4433, 0x2211], [0x8877, 0x6655, 0x4433, 0x2211]],
  ] as [ByteOrder, number[], number[]][]
) {
  Deno.test(`decodeRegisters and encodeRegisters keep to the order ${order}`, () => {
    assertEquals(decodeRegisters("u32", registers, order), 0x1122_3344);
    assertEquals(decodeRegisters("u64", long, order), 0x1122_3344_5566_7788n);
    assertEquals([...encodeRegisters("u32", 0x1122_3344, order)], registers);
    assertEquals([...encodeRegisters("u64", 0x1122_3344_5566_7788n, order)], long);
  });
}

Deno.test("decodeRegisters knows signs, floats, truth and what is not a number", () => {
  assertEquals(decodeRegisters("i16", [0xffff]), -1);
  assertEquals(decodeRegisters("i16", [0xfeff], "BADC"), -2);
  assertEquals(decodeRegisters("i32", [0xffff, 0xffff]), -1);
  assertEquals(decodeRegisters("i64", [0xffff, 0xffff, 0xffff, 0xfffe]), -2n);
  assertEquals(decodeRegisters("f32", [0x3fc0, 0]), 1.5);
  assertEquals(decodeRegisters("f64", [0xbff8, 0, 0, 0]), -1.5);
  assertEquals(decodeRegisters("f32", [0x7fc0, 0]), NaN);
  assertEquals([0, 1, 0xff00].map((it) => decodeRegisters("bool", [it])), [false, true, true]);
});

Deno.test("decodeRegisters wants as many registers as the type takes", () => {
  assertThrows(() => decodeRegisters("f32", [0]), RangeError, "it takes 2 registers, got 1");
  assertThrows(() => decodeRegisters("u16", [0, 0]), RangeError, "it takes 1 registers, got 2");
});

Deno.test("encodeRegisters says what is allowed of a value beyond the type", () => {
  assertThrows(() => encodeRegisters("u16", 65_536), RangeError, "0 to 65535, got 65536");
  assertThrows(() => encodeRegisters("i16", -32_769), RangeError, "-32768 to 32767");
  assertThrows(() => encodeRegisters("u32", 0.5), RangeError, "an integer");
  assertThrows(() => encodeRegisters("i32", NaN), RangeError, "an integer");
  assertThrows(() => encodeRegisters("u64", -1n), RangeError, "0 to 18446744073709551615");
  assertThrows(() => encodeRegisters("i64", 2n ** 63n), RangeError, "9223372036854775807");
  assertThrows(() => encodeRegisters("i64", 1 as unknown as bigint), RangeError, "bigint");
  assertThrows(() => encodeRegisters("f32", 1e39), RangeError, "3.4e38");
  assertThrows(() => encodeRegisters("f64", "" as unknown as number), RangeError, "a number");
  assertThrows(() => encodeRegisters("bool", 1 as unknown as boolean), RangeError, "true or false");
  assertEquals([...encodeRegisters("f32", Infinity)], [0x7f80, 0]);
});

Deno.test("decodeText gives back each text that encodeText wrote, in any order", () => {
  const ascii = fc.string({ unit: fc.integer({ min: 1, max: 127 }).map(charOf), maxLength: 40 });
  fc.assert(fc.property(ascii, fc.nat(5), fc.constantFrom(...BYTE_ORDERS), (text, room, order) => {
    const count = Math.ceil(text.length / 2) + room;
    const registers = encodeText(text, count, order);
    assertEquals(registers.length, count);
    assertEquals(decodeText(registers, order), text);
  }));
});

Deno.test("decodeText keeps spaces, ends at NUL, and takes no byte above 127", () => {
  assertEquals(decodeText([0x4142, 0x2020]), "AB  ");
  assertEquals(decodeText([0x4100, 0x4242]), "A");
  assertEquals(decodeText([]), "");
  assertEquals(decodeText([0x4100, 0xffff]), "A");
  assertEquals(decodeText([0x41e4]), null);
});

Deno.test("encodeText says what is allowed", () => {
  assertThrows(() => encodeText("ABC", 1), RangeError, "1 registers hold at most 2");
  assertThrows(() => encodeText("\u00e4", 1), RangeError, "got 228 at 0");
  assertThrows(() => encodeText("a\0", 1), RangeError, "got 0 at 1");
});

function charOf(code: number): string {
  return String.fromCharCode(code);
}
