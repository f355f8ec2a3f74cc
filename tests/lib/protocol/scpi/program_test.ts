import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { encodeBlock } from "../../../../lib/protocol/scpi/encode_block.ts";
import { headerMatcher, matchHeader } from "../../../../lib/protocol/scpi/match_header.ts";
import { parseProgram } from "../../../../lib/protocol/scpi/parse_program.ts";
import { readParameter } from "../../../../lib/protocol/scpi/read_parameter.ts";
import { scpiDeviceCodec } from "../../../../lib/protocol/scpi/scpi_device_codec.ts";
import { matchWord } from "../../../../lib/protocol/scpi/word_pattern.ts";
import { cutAt, decodeAll, glue, valuesOf } from "../cuts.ts";
import { bytes } from "./bytes.ts";
import { noiseOn } from "./noise_on.ts";

for (
  const [pattern, matching, others] of [
    ["MEASure:VOLTage?", ["MEAS:VOLT?", "measure:voltage?", ":Meas:VOLTAGE?"], [
      ...["MEAS:VOLT", "MEASU:VOLT?", "MEAS:VOLTA?", "MEAS?", "MEAS:VOLT1?", "MEAS:VOLT:DC?", ""],
      ...["MEAS::VOLT?", "::MEAS:VOLT?", "MEAS:VOLT??", " MEAS:VOLT?", "MEAS:VOLT?\n"],
    ]],
    ["MEASure[:SCALar]:VOLTage[:DC]?", [
      ...["MEAS:VOLT?", "MEAS:SCAL:VOLT?", "MEAS:VOLT:DC?", "MEASURE:SCALAR:VOLTAGE:DC?"],
    ], ["MEAS:DC?", "MEAS:SCAL?"]],
    ["[SOURce:]VOLTage", ["VOLT", "SOUR:VOLT", ":VOLT", ":SOURCE:VOLT"], ["SOUR", "SOURVOLT"]],
    ["[:SOURce]:VOLTage", ["VOLT", "SOUR:VOLT", ":VOLT"], ["SOUR"]],
    ["*IDN?", ["*IDN?", "*idn?"], ["IDN?", "*IDN", "**IDN?"]],
    ["CH1", ["CH1", "ch1"], ["CH", "CH2"]],
  ] as const
) {
  Deno.test(`matchHeader() knows ${pattern} in its short and long forms only`, () => {
    for (const header of matching) assertEquals(matchHeader(pattern, header), [], header);
    for (const header of others) assertEquals(matchHeader(pattern, header), undefined, header);
  });
}

Deno.test("matchHeader() tells numeric suffixes, 1 where there is none", () => {
  const match = headerMatcher("[SOURce#:]OUTPut#:STATe");
  for (
    const [header, suffixes] of [
      ["OUTP:STAT", [1, 1]],
      ["OUTP2:STAT", [1, 2]],
      ["SOUR3:OUTPUT12:STATE", [3, 12]],
      ["OUTP0:STAT", [1, 0]],
      ["OUTP1234567890:STAT", undefined],
      ["OUTP-1:STAT", undefined],
    ] as const
  ) assertEquals(match(header), suffixes, header);
});

Deno.test("headerMatcher() refuses what is no pattern", () => {
  for (const pattern of ["", ":", "?", "A?B", "[A", "A]", "A[[B]]", "A B", "A.*", "(A)"]) {
    assertThrows(() => headerMatcher(pattern), TypeError, undefined, pattern);
  }
});

Deno.test("matchWord() knows the short and the long form of a word", () => {
  for (const word of ["MIN", "min", "MINimum", "MINIMUM"]) assert(matchWord("MINimum", word));
  for (const word of ["", "MI", "MINI", "MAX", "MINIMUMS"]) assert(!matchWord("MINimum", word));
});

for (
  const [message, headers, code] of [
    ["", []],
    [" ; ;", []],
    ["A:B:C 1;D 2", ["A:B:C", "A:B:D"]],
    ["A:B;:C:D;E", ["A:B", "C:D", "C:E"]],
    ["A:B;*CLS;C?", ["A:B", "*CLS", "A:C?"]],
    ["A;B;C", ["A", "B", "C"]],
    ["A:B?;C:D?;E?", ["A:B?", "A:C:D?", "A:C:E?"]],
    [":*CLS", [], -102],
    ["A:B;1C;D", ["A:B"], -102],
    ["A B C", ["A"]],
    ['A #0 "b;c,', ["A"]],
    ["A::B", [], -102],
    ["A:", [], -102],
    ["A 1,,2", [], -102],
    ["A 1,", [], -102],
    ["\xb5", [], -102],
    ['A "b;c', [], -151],
    ["A #15ab", [], -161],
    ["A (@1;2", [], -171],
    ["A:".repeat(200) + "A", [], -113],
  ] as [string, string[], number?][]
) {
  const name = message.length > 40 ? "a header of 401 characters" : JSON.stringify(message);
  Deno.test(`parseProgram() finds ${JSON.stringify(headers)} in ${name}`, () => {
    const { commands, error } = parseProgram(message);
    assertEquals([commands.map((it) => it.header), error?.code], [headers, code]);
  });
}

Deno.test("parseProgram() splits parameters outside strings, blocks and parentheses", () => {
  const [command] = parseProgram('A 1 , "b,;c" ,#13,;\n , (@1,2:3) ,MAX').commands;
  assertEquals(command!.parameters, ["1", '"b,;c"', "#13,;\n ", "(@1,2:3)", "MAX"]);
});

for (
  const [given, meant] of [
    ["5", { kind: "number", value: 5, suffix: "" }],
    ["-.5e-3", { kind: "number", value: -0.0005, suffix: "" }],
    ["1.5 mV", { kind: "number", value: 1.5, suffix: "MV" }],
    ["10kHz", { kind: "number", value: 10, suffix: "KHZ" }],
    ["#HfF", { kind: "number", value: 255, suffix: "" }],
    ["#q17", { kind: "number", value: 15, suffix: "" }],
    ["#B101", { kind: "number", value: 5, suffix: "" }],
    ["MAX", { kind: "word", word: "MAX" }],
    ["'it''s'", { kind: "string", text: "it's" }],
    ['"\xc2\xb5V"', { kind: "string", text: "\u00b5V" }],
    ['"\xb5V"', { kind: "string", text: "\u00b5V" }],
    ["#13\n; ", { kind: "block", bytes: bytes("\n; ") }],
    ["#11a \t", { kind: "block", bytes: bytes("a") }],
    ["#0a b", { kind: "block", bytes: bytes("a b") }],
    ["(@1,2)", { kind: "expression", text: "(@1,2)" }],
    ...([
      ["1E999", -123],
      ["1.2.3", -120],
      ["+", -120],
      ["#HXY", -120],
      ["#15ab", -161],
      [
        "#11ab",
        -161,
      ],
      ['"a', -151],
      ["(a", -171],
      ["@", -102],
      ["", -102],
    ] as const).map(([it, code]) => [it, code] as const),
  ] as const
) {
  Deno.test(`readParameter() knows what ${JSON.stringify(given)} is`, () => {
    const read = readParameter(given);
    assertEquals<unknown>(read.kind === "bad" ? read.error.code : read, meant);
  });
}

Deno.test("scpiDeviceCodec() decodes messages with blocks of any bytes, however they are cut", () => {
  const data = fc.uint8Array({ maxLength: 40 });
  fc.assert(fc.property(fc.array(data), fc.array(fc.nat()), (all, places) => {
    const sent = glue(all.flatMap((it) => [
      bytes(`VOLT 5;:DATA "a#15",`),
      encodeBlock(it),
      bytes("\r\n"),
    ]));
    const { answers, left } = decodeAll(scpiDeviceCodec().decode, cutAt(sent, places));
    assertEquals(left.length, 0);
    assertEquals(
      valuesOf(answers).map((it) => readParameter(parseProgram(it).commands[1]!.parameters[1]!)),
      all.map((it) => ({ kind: "block" as const, bytes: it })),
    );
  }));
});

for (
  const [received, ...messages] of [
    ['A "b\nC\n', 'A "b', "C"],
    ['A "b"" #15"\nC\n', 'A "b"" #15"', "C"],
    ['A "it\'s #15"\nC\n', 'A "it\'s #15"', "C"],
    ["A it's, #12\n'\nC\n", "A it's, #12\n'", "C"],
    ["A #0 #15\nC\n", "A #0 #15", "C"],
    ["A #9\nC\n", "A #9", "C"],
    ["A#15\nC\n", "A#15", "C"],
    ["A #11\r\nC\r\n", "A #11\r", "C"],
    ["A #11\r\r\nC\n", "A #11\r", "C"],
  ] as const
) {
  Deno.test(`scpiDeviceCodec() finds the ends of messages in ${JSON.stringify(received)}`, () => {
    assertEquals(
      valuesOf(decodeAll(scpiDeviceCodec().decode, [bytes(received)]).answers),
      messages,
    );
  });
}

Deno.test("scpiDeviceCodec() gives up an endless message and a huge block", () => {
  const { decode } = scpiDeviceCodec({ maxBytes: 16 });
  assertEquals(decode(new Uint8Array(15)).kind, "more");
  assertEquals(decode(new Uint8Array(20)), {
    kind: "bad",
    why: "no terminator within 16 bytes",
    usedBytes: 16,
  });
  const huge = decode(bytes("A #9999999999"));
  assertEquals([huge.kind, "usedBytes" in huge && huge.usedBytes], ["bad", 13]);
});

Deno.test("scpiDeviceCodec() gives the same answers to any bytes, however they are cut", () => {
  const noise = fc.array(fc.constantFrom(..."A ##012,;\"'\n\r"), { maxLength: 80 });
  fc.assert(
    fc.property(
      noise,
      fc.constantFrom("\n", "\r\n", "A"),
      fc.array(fc.nat()),
      (noise, it, places) => {
        const { decode } = scpiDeviceCodec({ terminator: it, maxBytes: 24 });
        const sent = bytes(noise.join(""));
        assertEquals(decodeAll(decode, cutAt(sent, places)), decodeAll(decode, [sent]));
      },
    ),
    { numRuns: 1000 },
  );
});

Deno.test("scpiDeviceCodec(), parseProgram() and readParameter() survive 100,000 harmed lines", () => {
  const frames = [
    'SOUR:VOLT 5.5 mV;CURR? MAX;:DATA "a;""b",#15H\nL;O;*OPC?\n',
    "ROUT:SCAN (@101,102:104);#HFF\r\n",
  ].map(bytes);
  for (const { value } of noiseOn(scpiDeviceCodec({ maxBytes: 128 }).decode, frames)) {
    for (const { parameters } of parseProgram(value).commands) parameters.map(readParameter);
  }
});

Deno.test("scpiDeviceCodec() sends replies as text and as blocks", () => {
  const { encode } = scpiDeviceCodec();
  assertEquals(encode("1;2", "A?;B?"), bytes("1;2\n"));
  assertEquals(encode(encodeBlock(bytes("\n")), "A?"), bytes("#11\n\n"));
  assertThrows(() => encode("1\n2", "A?"), TypeError);
});
