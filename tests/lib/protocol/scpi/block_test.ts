import { assert, assertEquals, assertLess, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { block, type BlockOptions } from "../../../../lib/protocol/scpi/block.ts";
import { encodeBlock } from "../../../../lib/protocol/scpi/encode_block.ts";
import type { LineOptions } from "../../../../lib/protocol/scpi/line_options.ts";
import { cutAt, decodeAll, glue, valuesOf } from "../cuts.ts";
import { bytes } from "./bytes.ts";
import { HARMS } from "../noise.ts";
import { noiseOn } from "./noise_on.ts";

type Given = Partial<BlockOptions<"uint8">> & LineOptions & { readonly quiet?: boolean };

function read(received: string, given: Given = {}): unknown {
  const decoder = block({ type: "uint8", ...given }).decoder(given);
  const answer = decoder(bytes(received), { quiet: given.quiet });
  if (answer.kind === "more") return "more";
  const { usedBytes } = answer;
  return answer.kind === "bad" ? ["bad", usedBytes] : [
    String.fromCharCode(...answer.value),
    usedBytes,
  ];
}

const QUIET = { quiet: true } as const;
for (
  const [received, answer, given] of [
    ["#15HELLO\n", ["HELLO", 9]],
    ["#15HELLO\r\n", ["HELLO", 10]],
    ["#10\n", ["", 4]],
    ["#800000005HELLO\nx", ["HELLO", 16]],
    ["#15\n\r\n#\n\n", ["\n\r\n#\n", 9]],
    ["#15HELLO", "more"],
    ["#15HELLO\r", "more"],
    ["#15HELLO", ["bad", 8], QUIET],
    ["#15HELL\n", ["bad", 8], QUIET],
    ["#15HELLOO\n", ["bad", 9]],
    ["#15HELLO", ["HELLO", 8], { isTerminated: false }],
    ["#15HELLO;", ["HELLO", 9], { terminator: ";" }],
    ["#15HELLO\r", "more", { terminator: "\r\n" }],
    ["#1", "more"],
    ["#", "more"],
    ["", "more", QUIET],
    ["#1X", ["bad", 3]],
    ["#212HELLO", "more"],
    ["#2 5HELLO\n", ["bad", 3]],
    ["+1.5\n", ["bad", 1]],
    [" #15HELLO\n", ["bad", 1]],
    [":CURV #15HELLO\n", ["HELLO", 15], { maxPrefixBytes: 6 }],
    [":CURV #15HELLO\n", ["bad", 6], { maxPrefixBytes: 5 }],
    ["\n#15HELLO\n", ["bad", 1], { maxPrefixBytes: 6 }],
    [":CURV", "more", { maxPrefixBytes: 6 }],
    ["#(5)HELLO\n", ["HELLO", 10]],
    ["#(0000000005)HELLO\n", ["HELLO", 19]],
    ["#()HELLO\n", ["bad", 3]],
    ["#(5HELLO\n", ["bad", 4]],
    ["#(1234567890123456)", ["bad", 18]],
    ["#A\x00\x05HELLO\n", ["bad", 2]],
    ["#A\x00\x05HELLO\n", ["HELLO", 10], { hpLengthOrder: "big" }],
    ["#A\x05\x00HELLO\n", ["HELLO", 10], { hpLengthOrder: "little" }],
    ["#A\x05", "more", { hpLengthOrder: "little" }],
    ["#0HELLO\n", ["bad", 2]],
    ["#0HELLO\nx", ["HELLO", 8], { indefinite: "newline" }],
    ["#0HELLO", "more", { indefinite: "newline" }],
    ["#0HELLO", ["bad", 7], { indefinite: "newline", ...QUIET }],
    ["#0a\nb\n", "more", { indefinite: "quiet" }],
    ["#0a\nb\n", ["a\nb", 6], { indefinite: "quiet", ...QUIET }],
    ["#0a\nb", ["bad", 5], { indefinite: "quiet", ...QUIET }],
    ["#0a\nb", ["a\nb", 5], { indefinite: "quiet", isTerminated: false, ...QUIET }],
    ["#0\n", ["", 3], { indefinite: "quiet", ...QUIET }],
    ["#0", ["bad", 2], { indefinite: "quiet", ...QUIET }],
    ["#0" + "x".repeat(14), ["bad", 16], { indefinite: "newline", maxBytes: 16 }],
    ["#0" + "x".repeat(30), ["bad", 16], { indefinite: "quiet", maxBytes: 16, ...QUIET }],
    ["#0" + "x".repeat(14), ["bad", 16], {
      indefinite: "quiet",
      isTerminated: false,
      maxBytes: 16,
      ...QUIET,
    }],
    ["#9999999999", ["bad", 11]],
    ["#(999999999999999)", ["bad", 18]],
    ["#212" + "x".repeat(12), ["bad", 4], { maxBytes: 16 }],
    ["#211" + "x".repeat(11) + "\n", ["x".repeat(11), 16], { maxBytes: 16 }],
  ] as [string, unknown, Given?][]
) {
  const how = given === undefined ? "" : ` with ${JSON.stringify(given)}`;
  Deno.test(`block() makes ${JSON.stringify(answer)} of ${JSON.stringify(received)}${how}`, () => {
    assertEquals(read(received, given), answer);
  });
}

const forms = fc.constantFrom(
  ...["definite", "parentheses", "hp-big", "hp-little"] as const,
);
const data = fc.uint8Array({ maxLength: 300 });

Deno.test("block() reads what a device sends, whatever is in it and however it is cut", () => {
  fc.assert(fc.property(fc.array(data), forms, fc.array(fc.nat()), (all, form, places) => {
    const reply = block({
      type: "uint8",
      maxPrefixBytes: 6,
      hpLengthOrder: form === "hp-little" ? "little" : "big",
    });
    const sent = glue(all.flatMap((it) => [
      bytes(":CURV "),
      encodeBlock(it, { form }),
      bytes("\r\n"),
    ]));
    const { answers, left } = decodeAll(reply.decoder(), cutAt(sent, places));
    assertEquals(valuesOf(answers).map((it) => [...it]), all.map((it) => [...it]));
    assertEquals([answers.length, left.length], [all.length, 0]);
  }));
});

Deno.test("block() ends a block without a length at its first terminator, however it is cut", () => {
  const lines = fc.array(data.map((it) => it.filter((byte) => byte !== 10)));
  fc.assert(fc.property(lines, fc.array(fc.nat()), (all, places) => {
    const decoder = block({ type: "uint8", indefinite: "newline" }).decoder();
    const sent = glue(all.flatMap((it) => [encodeBlock(it, { form: "indefinite" }), bytes("\n")]));
    const { answers } = decodeAll(decoder, cutAt(sent, places));
    assertEquals(valuesOf(answers).map((it) => [...it]), all.map((it) => [...it]));
  }));
});

Deno.test("block() gives the same answers to any bytes, however they are cut", () => {
  const noise = fc.array(fc.constantFrom(..."###0123A()\n\r x".split("")), { maxLength: 60 });
  fc.assert(
    fc.property(noise, fc.array(fc.nat()), fc.boolean(), (noise, places, isLoose) => {
      const decoder = block(
        isLoose
          ? { type: "uint8", maxPrefixBytes: 3, hpLengthOrder: "big", indefinite: "newline" }
          : { type: "int16", isTerminated: false },
      ).decoder({ maxBytes: 24 });
      const sent = bytes(noise.join(""));
      const plain = ({ answers, left }: ReturnType<typeof decodeAll<Uint8Array | Int16Array>>) => [
        answers.map((it) => it.kind === "value" ? [it.usedBytes, ...it.value] : it),
        left,
      ];
      assertEquals(
        plain(decodeAll(decoder, cutAt(sent, places))),
        plain(decodeAll(decoder, [sent])),
      );
    }),
    { numRuns: 500 },
  );
});

Deno.test("block() refuses what lost or won bytes, of 100,000 harmed blocks, as well as a length can tell", () => {
  const random = fc.sample(fc.uint8Array({ minLength: 12, maxLength: 200 }), {
    numRuns: 50,
    seed: 1,
  });
  const frames = random.map((it) => block({ type: "uint8" }).encode(it));
  const count = 100_000;
  const accepted = noiseOn(block({ type: "uint8" }).decoder(), frames, count);
  for (const { value, used } of accepted) {
    const header = `#${String(value.length).length}${value.length}`;
    const length = Number(String.fromCharCode(...used.subarray(2, 2 + used[1]! - 0x30)));
    assertEquals(length, value.length);
    assert([header.length, header.length + 1].some((it) => used.length >= it + value.length));
    assertEquals(used.at(-1), 10);
  }
  const wrong = accepted.filter(({ how, value, frame }) =>
    how !== "flip" && how !== "change" &&
    !frame.subarray(-1 - value.length, -1).every((byte, i) => byte === value[i])
  );
  // Where a cut block and the next one make up the length, one byte of data in 256 is a terminator.
  assertEquals(wrong.filter(({ how }) => how !== "glue"), []);
  assertLess(wrong.length, count / HARMS.length / 128, `${wrong.length} of ${count}`);
});

Deno.test("block() of all kinds survives 100,000 harmed frames", () => {
  const all = ["#15HELLO\n", "#(5)HELLO\n", "#A\x00\x05HELLO\n", "#0HELLO\n", "x #10\r\n"];
  const options = { maxPrefixBytes: 4, hpLengthOrder: "big", indefinite: "quiet" } as const;
  noiseOn(block({ type: "int16", ...options }).decoder({ maxBytes: 32 }), all.map(bytes));
});

Deno.test("block() refuses options outside their limits", () => {
  for (const maxPrefixBytes of [-1, 1.5, 1025, NaN]) {
    assertThrows(() => block({ type: "int8", maxPrefixBytes }), RangeError);
  }
  const endless = { indefinite: "newline", isTerminated: false } as const;
  assertThrows(() => block({ type: "int8", ...endless }), TypeError);
});

Deno.test("encodeBlock() refuses what its form cannot say", () => {
  const big = new Uint8Array(65_536);
  for (const form of ["hp-big", "hp-little"] as const) {
    assertThrows(() => encodeBlock(big, { form }), RangeError);
  }
  assertEquals(encodeBlock(big).length, 65_536 + 7);
});
