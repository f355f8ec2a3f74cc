import { assertEquals, assertLessOrEqual, assertMatch } from "../../deps/assert.ts";
import { fc } from "../../deps/fast_check.ts";
import type { WireReading } from "../../../web/wire.ts";
import type { Reading } from "../../../lib/contract/reading.ts";
import { wireText } from "../../../web/live/wire_text.ts";
import { reading } from "../live_fixture.ts";

function wire(reading: Reading<unknown>, channel = 0): WireReading {
  return JSON.parse(wireText(reading, channel));
}

const unspeakable = {
  toString: () => {
    throw new Error("no text");
  },
};

for (
  const { value, travels } of [
    { value: 1.5, travels: 1.5 },
    { value: 5e-324, travels: 5e-324 },
    { value: -1.7976931348623157e308, travels: -1.7976931348623157e308 },
    { value: true, travels: true },
    { value: "", travels: "" },
    { value: "ON\r\n\x1b[2J\u2028<b>", travels: "ON\r\n\x1b[2J\u2028<b>" },
    { value: "x".repeat(256), travels: "x".repeat(256) },
    { value: "x".repeat(257), travels: `${"x".repeat(253)}...` },
    { value: 12345678901234567890n, travels: "12345678901234567890" },
    { value: Symbol("\x1b"), travels: "Symbol(\\x1b)" },
    { value: { a: 1 }, travels: "[object Object]" },
    { value: unspeakable, travels: "object" },
    { value: [1, 2, 3], travels: "Array(3)" },
    { value: new Int16Array(1_000_000), travels: "Int16Array(1000000)" },
    { value: new URL("http://localhost/"), travels: "http://localhost/" },
  ]
) {
  const shown = typeof value === "symbol" || value === unspeakable ? typeof value : String(value);
  Deno.test(`A good value ${JSON.stringify(shown.slice(0, 40))} travels as it should`, () => {
    assertEquals(wire(reading(3, value), 2), [2, 3, 1_003, travels, "good", "ok", null]);
  });
}

for (const value of [NaN, Infinity, -Infinity, null, undefined]) {
  Deno.test(`A good reading with the value ${value} travels as a bad one`, () => {
    const note = `its value is ${value}`;
    assertEquals(wire({ ...reading(3), value }), [0, 3, 1_003, null, "bad", "sensor-fail", note]);
  });
}

const fault = { code: "timeout.total", name: "ReadoutError", message: "no\nanswer" } as const;

Deno.test("A bad reading travels as null with its fault's message, printable", () => {
  const bad = { ...reading(3), status: "bad", reason: "comm-fail", value: null, fault } as const;
  assertEquals(wire(bad), [0, 3, 1_003, null, "bad", "comm-fail", "no\\x0aanswer"]);
});

Deno.test("An uncertain reading travels with its value, and its fault's message if there is one", () => {
  const uncertain = { ...reading(3), status: "uncertain", reason: "held" } as const;
  assertEquals(wire({ ...uncertain, fault }).slice(3), [3, "uncertain", "held", "no\\x0aanswer"]);
  assertEquals(wire(uncertain).slice(3), [3, "uncertain", "held", null]);
});

const held = { ...reading(3), status: "uncertain", reason: "held", path: "held" } as const;

Deno.test("A held reading travels with its path, uncertainty and age, in few digits", () => {
  const said = wire({ ...held, uncertainty: 0.123456, ageMs: 1_234.56 });
  assertEquals(said.slice(4), ["uncertain", "held", null, "held", 0.123, 1_235]);
  assertEquals(wire(held).slice(6), [null, "held"]);
});

Deno.test("What a reading has nothing to say of does not travel", () => {
  const good = reading(3);
  assertEquals(wire({ ...good, path: "first" }).length, 7);
  assertEquals(wire({ ...good, path: "retry#2" }).slice(7), ["retry#2"]);
  assertEquals(wire({ ...good, uncertainty: 0 }).slice(7), [null, 0]);
  for (const none of [NaN, Infinity, -1]) {
    assertEquals(wire({ ...good, uncertainty: none, ageMs: none }).length, 7);
  }
});

Deno.test("A path in which there is a hostile name travels printable and cut", () => {
  const said = wire({ ...reading(3), path: `backup:\x1b[2J${"x".repeat(500)}` });
  assertMatch(String(said[7]), /^backup:\\x1b\[2Jx+\.{3}$/);
  assertLessOrEqual(String(said[7]).length, 128);
});

Deno.test("Whatever a device says, a reading is one line, bounded, and as it was", () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: "binary", maxLength: 2_000 }));
  fc.assert(fc.property(text, text, (value, message) => {
    const bad = { ...fault, message };
    const line = wireText(
      {
        ...reading(0, value),
        status: "uncertain",
        reason: "held",
        path: `backup:${message}`,
        uncertainty: 1 / 3,
        ageMs: 1e9,
        fault: bad,
      },
      0,
    );
    assertMatch(line, /^[^\r\n]*$/);
    assertLessOrEqual(new TextEncoder().encode(line).length, 4_096);
    if (value.length <= 256) assertEquals(JSON.parse(line)[3], value);
  }));
});
