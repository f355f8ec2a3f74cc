import { assert, assertEquals, assertStrictEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { line } from "../../../../lib/protocol/scpi/line.ts";
import { type NumberForm, numeric } from "../../../../lib/protocol/scpi/numeric.ts";
import type { NumericOptions } from "../../../../lib/protocol/scpi/numeric.ts";
import { bytes } from "./bytes.ts";
import { noiseOn } from "./noise_on.ts";

function read(text: string, options?: NumericOptions): unknown {
  const parsed = numeric(options).parse(text);
  if (parsed.kind === "bad") return "bad";
  return parsed.value.kind === "number" ? parsed.value.value : parsed.value.special;
}

const FORMS: readonly NumberForm[] = ["NR1", "NR2", "NR3", "NR", "NRf"];
for (
  const [text, value, ...forms] of [
    ["7", 7, "NR1", "NR", "NRf"],
    ["-7", -7, "NR1", "NR", "NRf"],
    ["+007", 7, "NR1", "NR", "NRf"],
    ["7.50", 7.5, "NR2", "NR", "NRf"],
    ["-7.50E-03", -0.0075, "NR3", "NR", "NRf"],
    ["7.5e+3", 7500, "NR3", "NR", "NRf"],
    [" 7.5 ", 7.5, "NR2", "NR", "NRf"],
    [".5", 0.5, "NRf"],
    ["5.", 5, "NRf"],
    ["5E3", 5000, "NRf"],
    ["5.0E3", 5000, "NRf"],
    ...["", " ", "+", ".", "E5", "1.5E", "1.5E+", "1..5", "1.5.5", "--1", "1 2", "1,2", "0x10"]
      .map((it) => [it, NaN] as const),
    ...["1_0", "1.5E+3+1.5E+3", "Infinit", "null", "true", "1e5x", "\u0661", "9007199254740993"]
      .map((it) => [it, NaN] as const),
    ["1".repeat(65), NaN],
  ] as const
) {
  const taken = forms.length === 0 ? "nothing" : forms.join(", ");
  Deno.test(`numeric() takes ${JSON.stringify(text)} for a number as ${taken}`, () => {
    for (const form of FORMS) {
      assertEquals(read(text, { form }), forms.some((it) => it === form) ? value : "bad", form);
    }
  });
}

for (
  const [special, texts] of Object.entries({
    "not-a-number": ["9.91E37", "9.91E+37", "9.910000E+37", "+9.9100001E+37", "-9.91E+37", "NAN"],
    "over-range": ["9.9E37", "9.90000000E+37", "+9.8999995E+37", "9.99999E+37", "1E400", "INF"],
    "under-range": ["-9.9E37", "-9.90000000E+37", "-9.9000003E+37", "-1E+38", "-INF", "ninf"],
  })
) {
  Deno.test(`numeric() says ${special} instead of a number, in any form`, () => {
    for (const text of texts) {
      for (const form of FORMS) assertEquals(read(text, { form }), special, text);
    }
    assertEquals(read(texts[0]!, { picture: "+d.dddE+dd" }), special);
    assertEquals(read(`${texts[0]} V`, { suffixes: { V: 1 } }), special);
  });
}

Deno.test("numeric() takes numbers near the special ones for numbers", () => {
  assertEquals(read("9.89E+37"), 9.89e37);
  assertEquals(read("-9.8E+37"), -9.8e37);
  assertEquals(read("9.91E+36"), 9.91e36);
});

Deno.test("numeric() multiplies by what the suffix says, and wants one that is known", () => {
  const suffixes = { V: 1, mV: 1e-3 };
  assertEquals(read("1.5V", { suffixes }), 1.5);
  assertEquals(read("1.5 mV", { suffixes }), 0.0015);
  for (const text of ["1.5", "1.5MV", "1.5 kV", "V", "1.5 V V"]) {
    assertEquals(read(text, { suffixes }), "bad", text);
  }
  assertEquals(read("1.5", { suffixes: { "": 1, V: 1 } }), 1.5);
  assertEquals(read("1.5V"), "bad");
  for (const suffixes of [{}, { V: 0 }, { V: NaN }]) {
    assertThrows(() => numeric({ suffixes }), TypeError);
  }
});

Deno.test("numeric() reads what it writes, to the last bit, in each form that can say it", () => {
  fc.assert(fc.property(fc.double({ noNaN: true }), fc.constantFrom(...FORMS), (value, form) => {
    const format = numeric({ form });
    const isInNr1 = Number.isSafeInteger(value);
    if (Math.abs(value) >= 9.8e37 || form === "NR1" && !isInNr1) {
      assertThrows(() => format.format({ kind: "number", value }), RangeError);
    } else if (form !== "NR2" || !/e/.test(String(value))) {
      // Integers are written without a sign of zero.
      assertEquals(read(format.format({ kind: "number", value }), { form }), value || 0);
    }
  }));
});

Deno.test("numeric() writes what is no number as SCPI does", () => {
  for (const special of ["not-a-number", "over-range", "under-range"] as const) {
    for (const form of FORMS) {
      assertEquals(read(numeric({ form }).format({ kind: "special", special }), { form }), special);
    }
  }
  for (const value of [NaN, Infinity, 9.9e37, -9.91e37]) {
    assertThrows(() => numeric().format({ kind: "number", value }), RangeError);
  }
});

for (
  const [picture, value, text] of [
    ["+d.ddddddE+dd", -0.0123, "-1.230000E-02"],
    ["+d.ddddddE+dd", 0, "+0.000000E+00"],
    ["d.dE+ddd", 1e-7, "1.0E-007"],
    ["+ddd.d", 7.25, "+007.3"],
    ["dd", 7, "07"],
  ] as const
) {
  Deno.test(`numeric() writes ${value} in the picture ${picture} as ${text}`, () => {
    assertStrictEquals(numeric({ picture }).format({ kind: "number", value }), text);
    assert(typeof read(text, { picture }) === "number");
  });
}

Deno.test("numeric() refuses a picture that is none, and a number that does not fit", () => {
  for (const picture of ["", "x", "d.", "dE+", "d.dE-dd", "-d", "d".repeat(18)]) {
    assertThrows(() => numeric({ picture }), TypeError);
  }
  assertThrows(() => numeric({ picture: "dd" }).format({ kind: "number", value: 100 }), RangeError);
  const narrow = numeric({ picture: "d.dE+d" });
  assertThrows(() => narrow.format({ kind: "number", value: 1e10 }), RangeError);
});

// An unchecked text cannot tell that a digit became another one: those two harms are left out.
const TELLING = ["drop", "double", "truncate", "glue", "noise"];

Deno.test("numeric() of a picture takes no harmed reply for another number, in 100,000", () => {
  const options = { picture: "+d.ddddddE+dd" };
  const frames = ["+1.234567E+01\n", "-9.876543E-02\n", "+0.000001E+00\r\n"].map(bytes);
  const accepted = noiseOn(line(numeric(options)).decoder(), frames);
  const wrong = accepted.filter(({ how, value, frame }) =>
    TELLING.includes(how) && value.kind === "number" &&
    value.value !== Number(new TextDecoder().decode(frame))
  );
  assertEquals(wrong, []);
  // What is taken after a flip still looks as declared.
  for (const { used, value } of accepted) {
    const text = new TextDecoder().decode(used);
    assert(value.kind === "special" || /^[+-]\d\.\d{6}[Ee][+-]\d\d\r?\n$/.test(text), text);
  }
});

Deno.test("numeric() accepts nothing outside its grammar, of 100,000 harmed replies", () => {
  const frames = ["+1.234567E+01\n", "-7\n", "0.25\r\n"].map(bytes);
  for (const { used, value } of noiseOn(line(numeric()).decoder(), frames)) {
    const text = new TextDecoder().decode(used);
    assert(value.kind === "special" || Number.isFinite(value.value), text);
    assert(/^\s*[+-]?\d+(\.\d+([Ee][+-]\d+)?)?\s*\n$/.test(text) || value.kind === "special", text);
  }
});
