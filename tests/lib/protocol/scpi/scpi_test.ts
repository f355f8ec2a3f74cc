import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { blockCommand } from "../../../../lib/protocol/scpi/encode_block.ts";
import { encodeMessage } from "../../../../lib/protocol/scpi/encode_message.ts";
import { lineRules } from "../../../../lib/protocol/scpi/line_options.ts";
import { messageDecoder } from "../../../../lib/protocol/scpi/message_decoder.ts";
import {
  formatParameter,
  literal,
  type Parameter,
} from "../../../../lib/protocol/scpi/parameter.ts";
import { parseProgram } from "../../../../lib/protocol/scpi/parse_program.ts";
import { isQuery, queryCount } from "../../../../lib/protocol/scpi/query_count.ts";
import { readParameter } from "../../../../lib/protocol/scpi/read_parameter.ts";
import { scpi } from "../../../../lib/protocol/scpi/scpi.ts";
import { decodeAll, valuesOf } from "../cuts.ts";
import { bytes } from "./bytes.ts";

for (
  const [value, text] of [
    [5, "5"],
    [-0, "0"],
    [0.1, "0.1"],
    [1e21, "1E+21"],
    [-1.5e-7, "-1.5E-7"],
    [true, "1"],
    [false, "0"],
    ["", '""'],
    ["it's", '"it\'s"'],
    ['12" #15', '"12"" #15"'],
    [literal("MAX"), "MAX"],
    [literal("(@1,2)"), "(@1,2)"],
    [literal('"a b"'), '"a b"'],
    [literal("#HFF"), "#HFF"],
  ] as [Parameter, string][]
) {
  Deno.test(`formatParameter() writes ${JSON.stringify(value)} as ${text}`, () => {
    assertEquals(formatParameter(value), text);
  });
}

for (const evil of ["\n", "\r", "\0", ";", "\x1b", "\x7f", "a\r\nb", "x;*RST", '";*RST;"']) {
  Deno.test(`scpi refuses ${JSON.stringify(evil)} in a parameter`, () => {
    assertThrows(() => scpi`DISP:TEXT ${evil}`, TypeError);
    assertThrows(() => scpi`FUNC ${literal(evil)}`, TypeError);
  });
}

Deno.test("scpi refuses words that would swallow what follows, and numbers that are none", () => {
  for (const word of ["", " ", "A ", '"a', "'", "#15", "A,#0", "#(5)", "#A", "\u00b5"]) {
    assertThrows(() => formatParameter(literal(word)), TypeError, undefined, word);
  }
  for (const value of [NaN, Infinity, -Infinity]) {
    assertThrows(() => scpi`VOLT ${value}`, RangeError);
  }
});

const anyParameter = fc.oneof(
  fc.double(),
  fc.boolean(),
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.array(fc.constantFrom(..."\"';\r\n\0#()@,15AX \t"), { maxLength: 8 }).map((it) => it.join("")),
  fc.array(fc.constantFrom(..."\"';\r\n\0#()@,15AX \t"), { maxLength: 8 }).map((it) =>
    literal(it.join(""))
  ),
);

Deno.test("scpi sends one command of one line, or nothing, whatever is filled in", () => {
  let sent = 0;
  fc.assert(
    fc.property(anyParameter, anyParameter, (first, second) => {
      let message: Uint8Array;
      try {
        message = encodeMessage(scpi`VOLT ${first},${second}`);
      } catch (error) {
        assert(error instanceof TypeError || error instanceof RangeError);
        return;
      }
      sent++;
      // A device that is asked something else next takes both for what they are.
      const both = Uint8Array.of(...message, ...bytes("*IDN?\n"));
      const { answers, left } = decodeAll(messageDecoder(lineRules()), [both]);
      assertEquals([answers.length, left.length], [2, 0]);
      const [one, two] = valuesOf(answers).map(parseProgram);
      assertEquals(one!.commands.length + (one!.error === undefined ? 0 : 1), 1);
      assertEquals(two, { commands: [{ header: "*IDN?", parameters: [] }] });
      if (typeof first !== "object" && typeof second !== "object") {
        assertEquals(
          one!.commands[0]!.parameters.map(readParameter).map(meant),
          [
            first,
            second,
          ].map((it) => typeof it === "boolean" ? Number(it) : Object.is(it, -0) ? 0 : it),
        );
      }
    }),
    { numRuns: 3000 },
  );
  assert(sent > 500, `only ${sent} were sent`);
});

function meant(parameter: ReturnType<typeof readParameter>): unknown {
  if (parameter.kind === "number") return parameter.value;
  return parameter.kind === "string" ? parameter.text : parameter.kind;
}

Deno.test("encodeMessage() refuses a text of two lines, or with its terminator in it", () => {
  for (const text of ["*RST\n*CLS", "*RST\r", "a\0", "\x7f"]) {
    assertThrows(() => encodeMessage(text), TypeError);
  }
  assertThrows(() => encodeMessage("a>b", { terminator: ">" }), TypeError);
  assertThrows(() => encodeMessage("xa", { terminator: "aa" }), TypeError);
  assertThrows(() => encodeMessage("\ud800"), TypeError);
  assertThrows(() => encodeMessage("\u03a9", { encoding: "latin1" }), TypeError);
});

Deno.test("encodeMessage() ends a message with its terminator", () => {
  assertEquals(encodeMessage("*RST"), bytes("*RST\n"));
  assertEquals(encodeMessage("*RST\t1", { terminator: "\r\n" }), bytes("*RST\t1\r\n"));
  assertEquals(encodeMessage("\u00b5", { encoding: "latin1" }), bytes("\xb5\n"));
  assertEquals(encodeMessage("\u00b5"), bytes("\xc2\xb5\n"));
});

Deno.test("blockCommand() sends data of any bytes, and a command of one line", () => {
  assertEquals(
    encodeMessage(blockCommand('DATA "a b",', bytes("\n;\0"))),
    bytes('DATA "a b", #13\n;\0\n'),
  );
  assertThrows(() => blockCommand("*RST\nDATA", bytes("x")), TypeError);
});

for (
  const [message, count] of [
    ["*IDN?", 1],
    ["meas:volt? (@1,2)", 1],
    ["VOLT 5;VOLT?", 1],
    ["*IDN?;*OPT?;:SYST:ERR?", 3],
    ["*RST", 0],
    ["", 0],
    ['DISP:TEXT "Ready?"', 0],
    ['DISP:TEXT "a;b?;c?"', 0],
    ["DISP:TEXT READY?", 0],
    ["DATA #15a?;b?", 0],
    ["VOLT?\t10", 1],
    ['DISP "open;VOLT?', 1],
  ] as const
) {
  Deno.test(`queryCount() finds ${count} in ${JSON.stringify(message)}`, () => {
    assertEquals(queryCount(message), count);
    assertEquals(isQuery(message), count > 0);
  });
}
