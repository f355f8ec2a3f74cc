import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import {
  binaryLayout,
  type FieldType,
  type LayoutFields,
} from "../../../../lib/protocol/framing/binary_layout.ts";

const INTEGERS = { a: "u8", b: "i8", c: "u16", d: "i16", e: "u32", f: "i32" } as const;
const FIELDS = { ...INTEGERS, g: "u64", h: "i64", i: "f32", j: "f64" } as const;

for (
  const { byteOrder, packet } of [
    { byteOrder: "big", packet: [1, 0xff, 1, 2, 0xff, 0xfe, 1, 2, 3, 4, 0xff, 0xff, 0xff, 0xfd] },
    {
      byteOrder: "little",
      packet: [1, 0xff, 2, 1, 0xfe, 0xff, 4, 3, 2, 1, 0xfd, 0xff, 0xff, 0xff],
    },
  ] as const
) {
  Deno.test(`binaryLayout() reads integers, ${byteOrder} end first, and writes them back`, () => {
    const layout = binaryLayout(INTEGERS, { byteOrder });
    const value = { a: 1, b: -1, c: 0x102, d: -2, e: 0x1020304, f: -3 };
    assertEquals(layout.sizeBytes, 14);
    assertEquals(layout.read(Uint8Array.from(packet)), { kind: "value", value });
    assertEquals(layout.write(value), Uint8Array.from(packet));
  });
}

Deno.test("binaryLayout() reads every packet of its length, and writes the same bytes", () => {
  const bytes = fc.uint8Array({ minLength: 42, maxLength: 42 });
  const order = fc.constantFrom("big", "little");
  fc.assert(fc.property(bytes, order, fc.nat(5), (bytes, byteOrder, offset) => {
    const layout = binaryLayout(FIELDS, { byteOrder });
    const inside = new Uint8Array(offset + 42);
    inside.set(bytes, offset);
    const answer = layout.read(inside.subarray(offset));
    if (answer.kind === "bad") throw new Error(answer.why);
    const { i, j } = answer.value;
    if (Number.isNaN(i) || Number.isNaN(j)) return; // a NaN's bits are its own
    assertEquals(layout.write(answer.value), bytes);
  }));
});

Deno.test("binaryLayout() calls a packet of another length bad", () => {
  const layout = binaryLayout({ a: "u16" }, { byteOrder: "big" });
  for (const length of [0, 1, 3]) assertEquals(layout.read(new Uint8Array(length)).kind, "bad");
});

for (
  const [type, value] of [
    ...[["u8", 256], ["u8", -1], ["u8", 1.5], ["i8", 128], ["i8", -129], ["u16", 65_536]],
    ...[["i32", 2 ** 31], ["u32", NaN], ["u64", 2n ** 64n], ["u64", -1n], ["i64", 2n ** 63n]],
    ...[["u64", 1], ["u8", 1n], ["f32", "1"], ["f64", undefined]],
  ] as [FieldType, never][]
) {
  Deno.test(`binaryLayout() refuses to write ${typeof value} ${value} as ${type}`, () => {
    const layout = binaryLayout({ x: type } as LayoutFields, { byteOrder: "big" });
    assertThrows(() => layout.write({ x: value }), RangeError, "Cannot write x");
  });
}

for (const fields of [{}, { 7: "u8" }] as LayoutFields[]) {
  Deno.test(`binaryLayout() refuses the fields ${JSON.stringify(fields)}`, () => {
    assertThrows(() => binaryLayout(fields, { byteOrder: "big" }), RangeError, "Cannot lay out");
  });
}
