import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { line } from "../../../../lib/protocol/scpi/line.ts";
import { text } from "../../../../lib/protocol/scpi/text.ts";
import { cutAt, decodeAll, glue, valuesOf } from "../cuts.ts";
import { bytes } from "./bytes.ts";
import { noiseOn } from "./noise_on.ts";

for (
  const [received, terminator, value, usedBytes] of [
    ["OK\nmore", undefined, "OK", 3],
    ["OK\r\nmore", undefined, "OK", 4],
    ["\n", undefined, "", 1],
    ["\r\n", undefined, "", 2],
    ["OK\r\n", "\r\n", "OK", 4],
    ["OK\rOK", "\r", "OK", 3],
    ["OK>", ">", "OK", 3],
    ["a<b<END>", "<END>", "a<b", 8],
  ] as const
) {
  const ending = JSON.stringify(terminator ?? "the default");
  Deno.test(`line() with ${ending} as terminator reads ${JSON.stringify(received)}`, () => {
    assertEquals(line(text).decoder({ terminator })(bytes(received)), {
      kind: "value",
      value,
      usedBytes,
    });
  });
}

for (
  const [received, options] of [
    ["a\x00b\n", {}],
    ["a\rb\n", {}],
    ["\x1b[2J\n", {}],
    ["\nOK\r", { terminator: "\r" }],
    ["OK\n\r\n", { terminator: "\r\n" }],
    ["\xb5V\n", {}],
    ["\xc3\n", {}],
  ] as const
) {
  Deno.test(`line() finds ${JSON.stringify([received, options])} bad, to its end`, () => {
    const answer = line(text).decoder(options)(bytes(received));
    assertEquals([answer.kind, "usedBytes" in answer && answer.usedBytes], [
      "bad",
      received.length,
    ]);
  });
}

Deno.test("line() reads UTF-8, and Latin-1 if told so", () => {
  const utf8 = new TextEncoder().encode("\u00b5\u03a9\u{1f600}\n");
  const plain = line(text).decoder()(utf8);
  assertEquals(plain.kind === "value" && plain.value, "\u00b5\u03a9\u{1f600}");
  const latin = line(text).decoder({ encoding: "latin1" })(bytes("\xb5\x80\n"));
  assertEquals(latin.kind === "value" && latin.value, "\u00b5\u0080");
});

Deno.test("line() gives up a line without an end at its limit, in one piece or many", () => {
  const endless = bytes("x".repeat(70) + "\nOK\n");
  const decoder = line(text).decoder({ maxBytes: 64 });
  const whole = decodeAll(decoder, [endless]);
  assertEquals(whole.answers.map(({ kind, usedBytes }) => [kind, usedBytes]), [
    ["bad", 64],
    ["value", 7],
    ["value", 3],
  ]);
  assertEquals(decodeAll(decoder, [...endless].map((it) => Uint8Array.of(it))), whole);
  assertEquals(line(text).decoder()(new Uint8Array(65_535)).kind, "more");
  assertEquals(line(text).decoder()(new Uint8Array(65_536)).kind, "bad");
});

Deno.test("line() takes a line that silence cut short for bad, and silence alone for nothing", () => {
  const decoder = line(text).decoder();
  assertEquals(decoder(bytes("+1.2"), { quiet: true }).kind, "bad");
  assertEquals(decoder(bytes("+1.2")).kind, "more");
  assertEquals(decoder(bytes(""), { quiet: true }).kind, "more");
});

const plainText = fc.string({ unit: "grapheme" }).filter((it) =>
  // deno-lint-ignore no-control-regex
  it.isWellFormed() && !/[\x00-\x1f\x7f\ufffd]/.test(it)
);
const terminator = fc.constantFrom("\n", "\r\n", "\r", "\x03");

Deno.test("line() reads what a device writes, however it is cut", () => {
  fc.assert(
    fc.property(
      fc.array(plainText),
      terminator,
      fc.array(fc.nat()),
      (texts, terminator, places) => {
        const reply = line(text);
        const sent = glue(texts.map((it) => reply.encode(it, { terminator })));
        const { answers, left } = decodeAll(reply.decoder({ terminator }), cutAt(sent, places));
        assertEquals(valuesOf(answers), texts);
        assertEquals([answers.length, left.length], [texts.length, 0]);
      },
    ),
  );
});

Deno.test("line() gives the same answers to any bytes, however they are cut", () => {
  const noise = fc.array(fc.constantFrom(0, 10, 13, 35, 65, 0xb5, 0xff), { maxLength: 60 });
  fc.assert(fc.property(noise, terminator, fc.array(fc.nat()), (noise, terminator, places) => {
    const decoder = line(text).decoder({ terminator, maxBytes: 16 });
    const sent = Uint8Array.from(noise);
    assertEquals(decodeAll(decoder, cutAt(sent, places)), decodeAll(decoder, [sent]));
  }));
});

Deno.test("line() survives 100,000 harmed lines, and lets no control character through", () => {
  const frames = ["+1.234567E-03\n", 'ACME,"a;b",\xc2\xb5V\r\n'].map(bytes);
  for (const { value } of noiseOn(line(text).decoder({ maxBytes: 32 }), frames)) {
    // deno-lint-ignore no-control-regex
    assert(!/[\x00-\x08\x0a-\x1f\x7f\ufffd]/.test(value), JSON.stringify(value));
  }
});

Deno.test("line() refuses options outside their limits", () => {
  assertThrows(() => line(text).decoder({ terminator: "" }), RangeError);
  assertThrows(() => line(text).decoder({ terminator: "\u00b5" }), TypeError);
  for (const maxBytes of [0, 15, 1.5, NaN, Infinity]) {
    assertThrows(() => line(text).decoder({ maxBytes }), RangeError);
  }
});
