import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { delimited } from "../../../../lib/protocol/framing/delimited.ts";
import {
  formatPairs,
  type PairsOptions,
  parsePairs,
} from "../../../../lib/protocol/framing/pairs.ts";
import { parsed } from "../../../../lib/base/parsed.ts";
import { cutAt, decodeAll, valuesOf } from "../cuts.ts";
import { harm, HARMS } from "../noise.ts";

const DECIMALS = { t: 1, h: 0 };
const decode = parsed(delimited("\r\n").decode, (line) => parsePairs(line));
const utf8 = new TextEncoder();

for (
  const { line, values, options } of [
    { line: "t=21.4;h=40", values: { t: 21.4, h: 40 } },
    { line: "t=-0.5", values: { t: -0.5 } },
    { line: "p=1.01325e+05", values: { p: 101_325 } },
    { line: "a: 1", values: { a: 1 }, options: { assign: ": " } },
    { line: "x=1,y=+2", values: { x: 1, y: 2 }, options: { separator: "," } },
    { line: "h=40;t=21.4", values: { h: 40, t: 21.4 }, options: { decimals: DECIMALS } },
    { line: "__proto__=1", values: Object.fromEntries([["__proto__", 1]]) },
  ] as { line: string; values: Record<string, number>; options?: PairsOptions<string> }[]
) {
  Deno.test(`parsePairs() reads ${line}`, () => {
    const answer = { kind: "value", value: values } as const;
    assertEquals(parsePairs(line, options), answer);
    assertEquals(parsePairs(utf8.encode(line), options), answer);
  });
}

for (
  const line of [
    ...["", "t", "t=", "=1", "t=nan", "t=inf", "t=Infinity", "t=21.", "t=.5", "t=0x10", "t=1e999"],
    ...["t=1;", ";t=1", "t=1;;h=2", "t=1;t=2", "t =1", "t= 1", "t=1 ", "t=1\r", "t=1,5", "t=--1"],
    ...[
      "t=1=2",
      "\ufefft=1",
      "t=\u0661",
      "t=1e",
      "t=1_000",
      "t=1n",
      "1t=1",
      `t=${"9".repeat(400)}`,
    ],
  ]
) {
  Deno.test(`parsePairs() calls ${JSON.stringify(line).slice(0, 20)} bad`, () => {
    assertEquals(parsePairs(utf8.encode(line)).kind, "bad");
    assertEquals(parsePairs(line).kind, "bad");
  });
}

for (const line of ["t=21.4", "t=21.4;h=40;x=1", "t=21;h=40", "t=21.40;h=40", "t=2.1e1;h=40"]) {
  Deno.test(`parsePairs() with declared decimals calls ${line} bad`, () => {
    assertEquals(parsePairs(line, { decimals: DECIMALS }).kind, "bad");
  });
}

Deno.test("parsePairs() says why in text that is safe to show", () => {
  const answer = parsePairs(`t=\x1b[2J${"9".repeat(10_000)}`);
  assert(answer.kind === "bad");
  assertEquals(answer.why.length, 80);
  assertEquals(answer.why.slice(0, 16), 't is "\\x1b[2J999');
});

Deno.test("formatPairs() writes what parsePairs() reads", () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.]{0,5}$/);
  const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((it) => it === 0 ? 0 : it);
  fc.assert(fc.property(fc.dictionary(name, number, { minKeys: 1 }), (dictionary) => {
    const values = Object.fromEntries(Object.entries(dictionary));
    assertEquals(parsePairs(formatPairs(values)), { kind: "value", value: values });
  }));
});

for (const values of [{ t: NaN }, { t: Infinity }, { "t;h": 1 }, {}]) {
  Deno.test(`formatPairs() refuses ${JSON.stringify(values)}`, () => {
    assertThrows(() => formatPairs<string>(values as Record<string, number>), RangeError);
  });
}

Deno.test("parsed() answers the same however the bytes were cut", () => {
  const line = fc.constantFrom("t=21.4;h=40\r\n", "t=nan\r\n", "x\r\n", "\r\n", "\n", "t=1");
  fc.assert(fc.property(fc.array(line), fc.array(fc.nat()), (lines, places) => {
    const stream = utf8.encode(lines.join(""));
    assertEquals(decodeAll(decode, cutAt(stream, places)), decodeAll(decode, [stream]));
  }));
});

Deno.test("of 100,000 damaged lines, none that breaks the declared format becomes a value", () => {
  const random = seededRandom(3);
  const strict = parsed(delimited("\r\n").decode, (it) => parsePairs(it, { decimals: DECIMALS }));
  const frame = utf8.encode("t=21.4;h=40\r\n");
  for (const [round, kind] of Array.from({ length: 100_000 }, (_, i) => HARMS[i % 7]!).entries()) {
    const { answers } = decodeAll(strict, [harm(frame, kind, random)]);
    for (const { t, h } of valuesOf(answers)) {
      const isOfFormat = Math.abs(t * 10 - Math.round(t * 10)) < 1e-9 && Number.isInteger(h);
      assert(isOfFormat && Math.abs(t) < 1_000, `round ${round}, ${kind}: ${t}, ${h}`);
    }
  }
});
