import { assert, assertEquals, assertThrows } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import { BYTE_ORDERS } from "../../../lib/protocol/modbus/byte_order.ts";
import { modbusFormat } from "../../../lib/instrument/modbus_format.ts";
import { modbusScale } from "../../../lib/instrument/modbus_scale.ts";

const RANGES = {
  uint16: [0, 0xffff],
  int16: [-0x8000, 0x7fff],
  uint32: [0, 0xffff_ffff],
  int32: [-0x8000_0000, 0x7fff_ffff],
} as const;

const orders = fc.constantFrom(...BYTE_ORDERS);
const types = fc.constantFrom(...Object.keys(RANGES) as (keyof typeof RANGES)[]);
const scales = fc.constantFrom(1, 0.1, 0.01, 0.001, 0.5, 0.25, 2, 10, -0.1, 1 / 3, 1e-6, 7.3);
const offsets = fc.constantFrom(0, -40, 0.5, 273.15, 1_000_000);

Deno.test("modbusFormat() writes what it has read: of every raw number, in every order and scale", () => {
  const numbers = types.chain((type) =>
    fc.record({
      type: fc.constant(type),
      raw: fc.integer({ min: RANGES[type][0], max: RANGES[type][1] }),
      order: orders,
      scale: scales,
      offset: offsets,
    })
  );
  fc.assert(fc.property(numbers, ({ type, raw, order, scale, offset }) => {
    const registers = modbusFormat(type, order, {}).encode(raw);
    const scaled = modbusFormat(type, order, { scale, offset });
    const parsed = scaled.decode(registers);
    assert(parsed.kind === "value");
    const expected = raw * scale + offset;
    assert(Math.abs(parsed.value - expected) <= 1e-9 * Math.max(1, Math.abs(expected), 1e6));
    assertEquals(scaled.encode(parsed.value), registers);
  }));
});

Deno.test("modbusFormat() writes a value between two steps as the nearest one, and refuses none outside", () => {
  fc.assert(fc.property(fc.double({ min: -200, max: 200, noNaN: true }), (value) => {
    const format = modbusFormat("int16", "ABCD", { scale: 0.01 });
    const parsed = format.decode(format.encode(value));
    assert(parsed.kind === "value" && Math.abs(parsed.value - value) <= 0.005 + 1e-9);
  }));
  for (const value of [327.68, -327.69, NaN, Infinity]) {
    assertThrows(() => modbusFormat("int16", "ABCD", { scale: 0.01 }).encode(value), RangeError);
  }
});

Deno.test("modbusFormat() without a scale refuses a fraction, rather than round it in silence", () => {
  assertThrows(() => modbusFormat("uint16", "ABCD", {}).encode(21.5), RangeError, "integer");
  assertThrows(() => modbusFormat("uint16", "ABCD", { offset: -40 }).encode(21.5), RangeError);
});

Deno.test("modbusFormat() keeps every exact 64-bit integer, and lets no other one through", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), orders, (raw, order) => {
      const registers = modbusFormat("bigint64", order, {}).encode(raw);
      assertEquals(modbusFormat("bigint64", order, {}).decode(registers), {
        kind: "value",
        value: raw,
      });
      const parsed = modbusFormat("int64", order, {}).decode(registers);
      assertEquals(parsed.kind === "value" ? BigInt(parsed.value) : raw, raw);
      const isExact = raw >= BigInt(Number.MIN_SAFE_INTEGER) &&
        raw <= BigInt(Number.MAX_SAFE_INTEGER);
      assertEquals(parsed.kind === "value", isExact);
    }),
  );
});

Deno.test("modbusFormat() keeps floats and texts", () => {
  fc.assert(fc.property(fc.float({ noNaN: true }), orders, (value, order) => {
    const format = modbusFormat("float32", order, {});
    const parsed = format.decode(format.encode(value));
    assert(parsed.kind === "value" && parsed.value === value);
  }));
  const texts = fc.string({
    unit: fc.integer({ min: 1, max: 127 }).map((code) => String.fromCharCode(code)),
    maxLength: 8,
  });
  fc.assert(fc.property(texts, orders, (text, order) => {
    const format = modbusFormat("text", order, { registers: 4 });
    assertEquals(format.decode(format.encode(text)), { kind: "value", value: text });
  }));
});

Deno.test("modbusScale() gives decimals their own digits: n tenths read as n / 10", () => {
  for (const digits of [1, 2, 3]) {
    const { toValue, toRaw } = modbusScale({ scale: Number(`1e-${digits}`) });
    fc.assert(fc.property(fc.integer({ min: -99_999, max: 99_999 }), (raw) => {
      const text = (raw / 10 ** digits).toFixed(digits);
      assertEquals(toValue(raw), Number(text));
      assertEquals(Math.round(toRaw(toValue(raw))), raw);
    }));
  }
});

Deno.test("modbusScale() refuses a scale that cannot be undone", () => {
  for (const scale of [0, NaN, Infinity]) assertThrows(() => modbusScale({ scale }), RangeError);
  assertThrows(() => modbusScale({ offset: NaN }), RangeError);
});
