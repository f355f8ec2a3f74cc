import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { nmeaCodec, nmeaDeviceCodec } from "../../../../lib/protocol/nmea/nmea_codec.ts";
import { encodeSentence } from "../../../../lib/protocol/nmea/encode_sentence.ts";
import { sentenceDecoder } from "../../../../lib/protocol/nmea/sentence_decoder.ts";
import { ask, decodeAll, glue, valuesOf } from "../cuts.ts";
import { bytesOf, line } from "./sentences.ts";

const PING = { start: "$", talker: "P", type: "ABC", fields: ["1"] } as const;
const decode = sentenceDecoder();

for (
  const { what, text } of [
    { what: "CR LF", text: "$PABC,1*0D\r\n" },
    { what: "LF", text: "$PABC,1*0D\n" },
    { what: "a checksum in lower case", text: "$PABC,1*0d\r\n" },
  ]
) {
  Deno.test(`sentenceDecoder() takes a sentence with ${what}`, () => {
    assertEquals(ask(decode, bytesOf(text)), {
      kind: "value",
      value: { ...PING },
      usedBytes: text.length,
    });
  });
}

for (
  const { what, text, usedBytes } of [
    { what: "a wrong checksum", text: "$PABC,1*0C\r\n", usedBytes: 12 },
    { what: "no checksum", text: "$PABC,1\r\n", usedBytes: 9 },
    { what: "half a checksum", text: "$PABC,1*0\r\n", usedBytes: 11 },
    { what: "a third digit", text: "$PABC,1*0D0\r\n", usedBytes: 13 },
    { what: "a blank before its end", text: "$PABC,1*0D \r\n", usedBytes: 13 },
    { what: "two CR", text: "$PABC,1*0D\r\r\n", usedBytes: 13 },
    { what: "another start within", text: "$PABC,$PABC,1*0D\r\n", usedBytes: 6 },
    { what: "something before it", text: "\r\n$PABC,1*0D\r\n", usedBytes: 2 },
    { what: "a control character", text: "$PABC,\x07*3B\r\n", usedBytes: 12 },
    { what: "a byte above ASCII", text: "$PABC,\u00b5*6B\r\n", usedBytes: 13 },
    { what: "a talker in lower case", text: "$gpGGA*56\r\n", usedBytes: 11 },
    { what: "four characters of address", text: "$GPGG*17\r\n", usedBytes: 10 },
  ]
) {
  Deno.test(`sentenceDecoder() calls a sentence with ${what} bad`, () => {
    const answer = ask(decode, bytesOf(text));
    assert(answer.kind === "bad", answer.kind);
    assertEquals(answer.usedBytes, usedBytes);
  });
}

Deno.test('sentenceDecoder() with checksum "optional" takes none, but not a wrong one', () => {
  const decode = sentenceDecoder({ checksum: "optional" });
  assertEquals(valuesOf(decodeAll(decode, [bytesOf("$PABC,1\r\n")]).answers), [{ ...PING }]);
  assertEquals(ask(decode, bytesOf("$PABC,1*0C\r\n")).kind, "bad");
});

Deno.test("sentenceDecoder() takes 82 bytes, and more only if told so", () => {
  const [longest, longer] = [82, 83].map((length) => line(`PABC,${"1".repeat(length - 11)}`));
  assertEquals([longest!.length, longer!.length], [82, 83]);
  assertEquals(ask(decode, longest!).kind, "value");
  assertEquals(ask(decode, longer!), {
    kind: "bad",
    why: "no end within 82 bytes",
    usedBytes: 82,
  });
  assertEquals(ask(sentenceDecoder({ maxBytes: 83 }), longer!).kind, "value");
});

Deno.test("sentenceDecoder() gives the tag block before a sentence", () => {
  const block = "\\s:r3669961,c:1120959341*7B\\";
  const bytes = bytesOf(`${block}$PABC,1*0D\r\n`);
  const value = { ...PING, tagBlock: "s:r3669961,c:1120959341" };
  assertEquals(ask(decode, bytes), { kind: "value", value, usedBytes: bytes.length });
  assertEquals(encodeSentence(value), bytes);
});

Deno.test("sentenceDecoder() takes a tag block of 80 bytes, and no longer one", () => {
  for (const { length, kind } of [{ length: 75, kind: "value" }, { length: 76, kind: "bad" }]) {
    const block = new TextDecoder().decode(line("t".repeat(length), "\\")).replace("\r\n", "\\");
    assertEquals(block.length, length + 5);
    assertEquals(ask(decode, bytesOf(`${block}$PABC,1*0D\r\n`)).kind, kind);
  }
});

Deno.test("sentenceDecoder() takes no sentence that starts with a backslash", () => {
  const { answers } = decodeAll(decode, [bytesOf("\\s:x*31\\\\PABC,1*0D\r\n$")]);
  assertEquals(valuesOf(answers), []);
});

for (
  const text of [
    "\\s:x*31$PABC,1*0D\r\n", // no end behind its checksum
    "\\s:x*00\\$PABC,1*0D\r\n", // a wrong checksum
    "\\s:x$PABC,1*0D\r\n", // no end
    "\\s:x*31\\\\$PABC,1*0D\r\n",
    "\\s:x*31\\ $PABC,1*0D\r\n",
    `\\${"s".repeat(90)}$PABC,1*0D\r\n`,
    "\\\\\\$PABC,1*0D\r\n",
  ]
) {
  Deno.test(`sentenceDecoder() calls the tag block of ${JSON.stringify(text)} bad`, () => {
    const { answers, left } = decodeAll(decode, [bytesOf(text)]);
    assertEquals(answers[0]?.kind, "bad");
    assertEquals(valuesOf(answers), [{ ...PING }]); // and takes the sentence behind it
    assertEquals(left.length, 0);
  });
}

Deno.test("sentenceDecoder() keeps no more than a sentence of endless noise", () => {
  for (const filler of ["A", "$", "\\", "\\a", "$a", "\n", "\\a*61\\"]) {
    const { left } = decodeAll(decode, [bytesOf(filler.repeat(1_000))]);
    assert(left.length <= 162, `${left.length} of ${filler}`);
  }
});

Deno.test("sentenceDecoder() waits for the rest, unless the line is silent", () => {
  assertEquals(ask(decode, bytesOf("$PABC,1*0D\r")).kind, "more");
  assertEquals(ask(decode, bytesOf("$PABC,1*0D\r"), { quiet: true }).kind, "bad");
  assertEquals(ask(decode, new Uint8Array(), { quiet: true }).kind, "more");
});

for (
  const sentence of [
    { ...PING, fields: ["1\r\n$PABC,2*0E"] },
    { ...PING, fields: ["a,b"] },
    { ...PING, fields: ["a*"] },
    { ...PING, fields: ["\u00b5"] },
    { ...PING, fields: ["1".repeat(72)] },
    { ...PING, talker: "PA", type: "BC" },
    { ...PING, type: "AB" },
    { ...PING, type: "ABC,1" },
    { ...PING, talker: "gp", type: "GGA" },
    { ...PING, start: "?" as "$" },
    { ...PING, tagBlock: "a\\b" },
    { ...PING, tagBlock: "a".repeat(76) },
  ]
) {
  Deno.test(`encodeSentence() refuses ${JSON.stringify(sentence).slice(0, 90)}`, () => {
    assertThrows(() => encodeSentence(sentence), RangeError, "Cannot s");
  });
}

Deno.test("sentenceDecoder() refuses a limit that no sentence can keep", () => {
  for (const maxBytes of [0, 15, 82.5, NaN]) {
    assertThrows(() => sentenceDecoder({ maxBytes }), RangeError, "maxBytes");
  }
});

Deno.test("nmeaCodec() and nmeaDeviceCodec() speak with one another", () => {
  const client = nmeaCodec();
  const device = nmeaDeviceCodec();
  const asked = ask(device.decode, client.encode(PING));
  assertEquals(asked.kind === "value" && asked.value, { ...PING });
  const reply = { kind: "gll", talker: "GP", status: "void" } as const;
  const bytes = glue([device.encode(reply, PING), bytesOf("$")]);
  assertEquals(decodeAll(client.decoder(PING), [bytes]), {
    answers: [{ kind: "value", value: reply, usedBytes: bytes.length - 1 }],
    left: bytesOf("$"),
  });
});
