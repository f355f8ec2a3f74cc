import { assert, assertEquals } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { block } from "../../../../lib/protocol/scpi/block.ts";
import {
  elementBytes,
  type ElementType,
  readElements,
} from "../../../../lib/protocol/scpi/block_elements.ts";

for (
  const [type, big, value] of [
    ["int8", [0xff], Int8Array.of(-1)],
    ["uint8", [0xff], Uint8Array.of(255)],
    ["int16", [0xff, 0xfe], Int16Array.of(-2)],
    ["uint16", [0x12, 0x34], Uint16Array.of(0x1234)],
    ["int32", [0x80, 0, 0, 1], Int32Array.of(-0x7fffffff)],
    ["uint32", [0xfe, 0xdc, 0xba, 0x98], Uint32Array.of(0xfedcba98)],
    ["int64", [0xff, 0, 0, 0, 0, 0, 0, 1], BigInt64Array.of(-0xffffffffffffffn)],
    ["uint64", [1, 2, 3, 4, 5, 6, 7, 8], BigUint64Array.of(0x0102030405060708n)],
    ["float32", [0x3f, 0x80, 0, 0], Float32Array.of(1)],
    ["float64", [0xc0, 0x09, 0x21, 0xfb, 0x54, 0x44, 0x2d, 0x18], Float64Array.of(-Math.PI)],
  ] as const
) {
  Deno.test(`readElements() reads ${type} in both orders, at any place in its buffer`, () => {
    for (const order of ["big", "little"] as const) {
      const bytes = order === "big" ? big : big.toReversed();
      for (let place = 0; place < 9; place++) {
        const held = Uint8Array.of(...new Array(place).fill(7), ...bytes, ...bytes, 7);
        const view = held.subarray(place, place + 2 * bytes.length);
        const before = held.slice();
        const parsed = readElements(view, type, order);
        assert(parsed.kind === "value");
        assertEquals<unknown[]>([...parsed.value], [value[0], value[0]]);
        assertEquals(parsed.value.constructor, value.constructor);
        assertEquals(held, before, "what was received is left as it is");
        assertEquals(elementBytes(parsed.value, order), view.slice());
      }
    }
  });
}

Deno.test("readElements() does not copy what is in place and in this machine's order", () => {
  const bytes = new Uint8Array(64);
  const native = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? "little" : "big";
  const other = native === "little" ? "big" : "little";
  const isView = (from: number, type: ElementType, order: "big" | "little") => {
    const parsed = readElements(bytes.subarray(from, from + 16), type, order);
    return parsed.kind === "value" && parsed.value.buffer === bytes.buffer;
  };
  assertEquals(isView(8, "float64", native), true);
  assertEquals(isView(9, "float64", native), false);
  assertEquals(isView(2, "int16", native), true);
  assertEquals(isView(2, "int16", other), false);
  assertEquals(isView(3, "int8", other), true);
});

Deno.test("readElements() finds bytes bad that are no whole number of elements", () => {
  assertEquals(readElements(new Uint8Array(3), "int16", "big").kind, "bad");
  assertEquals(readElements(new Uint8Array(0), "float64", "big").kind, "value");
});

Deno.test("block() reads back float64 to the last bit, in both orders", () => {
  const order = fc.constantFrom("big" as const, "little" as const);
  fc.assert(fc.property(fc.float64Array(), order, (values, byteOrder) => {
    const reply = block({ type: "float64", byteOrder });
    const answer = reply.decoder()(reply.encode(values));
    assert(answer.kind === "value");
    assertEquals(answer.value, values);
  }));
});
