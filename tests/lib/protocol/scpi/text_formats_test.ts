import { assertEquals, assertThrows } from "../../../deps/assert.ts";
import { fc } from "../../../deps/fast_check.ts";
import { bool } from "../../../../lib/protocol/scpi/bool.ts";
import { choice } from "../../../../lib/protocol/scpi/choice.ts";
import { compound } from "../../../../lib/protocol/scpi/compound.ts";
import { line } from "../../../../lib/protocol/scpi/line.ts";
import { list } from "../../../../lib/protocol/scpi/list.ts";
import { numeric } from "../../../../lib/protocol/scpi/numeric.ts";
import { quoted } from "../../../../lib/protocol/scpi/quoted.ts";
import { text } from "../../../../lib/protocol/scpi/text.ts";
import type { TextFormat } from "../../../../lib/protocol/scpi/text_format.ts";
import { bytes } from "./bytes.ts";
import { noiseOn } from "./noise_on.ts";

function read<T>(format: TextFormat<T>, text: string): T | undefined {
  const parsed = format.parse(text);
  return parsed.kind === "value" ? parsed.value : undefined;
}

Deno.test("bool takes 0, 1, ON and OFF, and nothing else", () => {
  for (const yes of ["1", "ON", "on", " 1 "]) assertEquals(read(bool, yes), true);
  for (const no of ["0", "OFF", "Off"]) assertEquals(read(bool, no), false);
  for (const none of ["", "2", "01", "+1", "1.0", "TRUE", "O", "ONN", "1 1", "null"]) {
    assertEquals(read(bool, none), undefined, none);
  }
  assertEquals([bool.format(true), bool.format(false)], ["1", "0"]);
});

Deno.test("quoted takes a whole string, and reads back any text", () => {
  for (
    const [given, meant] of [
      ['"abc"', "abc"],
      ['""', ""],
      ['""""', '"'],
      ["'it''s'", "it's"],
      [`"it's"`, "it's"],
      ...["", '"', "abc", '"abc', 'abc"', "\"abc'", '"a"b"', '"a" "b"', '"""', '"a",'].map((it) =>
        [it, undefined] as const
      ),
    ] as const
  ) assertEquals(read(quoted, given), meant, given);
  fc.assert(fc.property(fc.string(), (it) => assertEquals(read(quoted, quoted.format(it)), it)));
});

Deno.test("choice() maps words to meanings, exactly, both ways", () => {
  const coupling = choice({ DC: "0", AC: "1", ground: '"GND"' });
  assertEquals(["0", " 1", '"GND"'].map((it) => read(coupling, it)), ["DC", "AC", "ground"]);
  for (const none of ["", "2", "00", "DC", "GND", "constructor", "__proto__"]) {
    assertEquals(read(coupling, none), undefined, none);
  }
  assertEquals(coupling.format("ground"), '"GND"');
  for (const none of ["GND", "toString"]) {
    assertThrows(() => coupling.format(none as "DC"), TypeError);
  }
  assertThrows(() => choice({}), TypeError);
  assertThrows(() => choice({ DC: "0", AC: "0" }), TypeError);
});

Deno.test("list() splits at commas outside quotes, and counts if told to", () => {
  assertEquals(read(list(quoted), `"a,b", 'c,"d'`), ["a,b", 'c,"d']);
  assertEquals(read(list(text), ""), []);
  assertEquals(read(list(text), ","), ["", ""]);
  assertEquals(read(list(text), "it's,5\""), ["it's", '5"']);
  assertEquals(read(list(quoted), '"a,b'), undefined);
  assertEquals(read(list(bool), "1,0,,1"), undefined);
  assertEquals(read(list(bool), "1,0,"), undefined);
  assertEquals(read(list(bool, { count: 2 }), "1,0"), [true, false]);
  assertEquals(read(list(bool, { count: 2 }), "1,0,1"), undefined);
  assertThrows(() => list(bool, { count: 2 }).format([true]), RangeError);
  assertThrows(() => list(text).format(["a,b"]), TypeError);
  assertThrows(() => list(text).format([""]), TypeError);
});

Deno.test("list() reads back what it writes", () => {
  fc.assert(fc.property(fc.array(fc.string()), (texts) => {
    assertEquals(read(list(quoted), list(quoted).format(texts)), texts);
  }));
});

Deno.test("compound() takes as many replies as there were queries, each of its own kind", () => {
  const both = compound(bool, quoted, list(numeric()));
  const value = [true, "a;b", [{ kind: "number", value: 1 }, { kind: "number", value: 2 }]];
  assertEquals<unknown>(read(both, '1;"a;b";1,2'), value);
  for (const none of ["", "1", '1;"a"', '1;"a";1;1', '1;"a;1,2', '"a";1;1,2']) {
    assertEquals(read(both, none), undefined, none);
  }
  fc.assert(fc.property(fc.boolean(), fc.string(), (yes, said) => {
    const format = compound(bool, quoted);
    assertEquals(read(format, format.format([yes, said])), [yes, said]);
  }));
  assertThrows(() => compound(text, text).format(["a;b", "c"]), TypeError);
});

Deno.test("compound() of lists survives 100,000 harmed replies, and wants all its parts", () => {
  const format = compound(list(numeric(), { count: 2 }), quoted, bool);
  const frames = ['+1.0,-2.5;"say ""hi"";";1\n'].map(bytes);
  for (const { used } of noiseOn(line(format).decoder(), frames)) {
    const said = new TextDecoder().decode(used);
    assertEquals(/^[^,;]*,[^,;]*; *(["']).*\1 *;[^;]*\n$/.test(said), true, said);
  }
});
