import { clip, fold, padLeft, padRight, textWidth } from "../../cli/text_width.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";

for (
  const [text, width] of [
    ["", 0],
    ["cpu", 3],
    ["\u00b0C", 2],
    ["\u6e29\u5ea6", 4], // CJK: two columns each
    ["\uff21", 2], // full-width A
    ["e\u0301", 1], // e with a combining accent
    ["\u{1f321}", 1], // thermometer: narrow unless a variation selector follows
    ["\u{1f525}", 2], // fire
    ["\u2588\u2581", 2],
  ] as const
) {
  Deno.test(`textWidth(${JSON.stringify(text)}) is ${width}`, () => {
    assertEquals(textWidth(text), width);
  });
}

for (
  const [text, width, cut] of [
    ["memory", 6, "memory"],
    ["memory", 5, "memo\u2026"],
    ["memory", 1, "\u2026"],
    ["memory", 0, ""],
    ["\u6e29\u5ea6", 3, "\u6e29\u2026"],
    ["\u6e29\u5ea6", 2, "\u2026"],
  ] as const
) {
  Deno.test(`clip(${JSON.stringify(text)}, ${width}) is ${JSON.stringify(cut)}`, () => {
    assertEquals(clip(text, width), cut);
  });
}

const anyText = fc.string({ unit: "binary" });

for (
  const [most, lines] of [
    [1, ["oven is bad since n\u2026"]],
    [2, ["oven is bad since", "    noon: nobody kn\u2026"]],
    [9, ["oven is bad since", "    noon: nobody", "    knows"]],
  ] as const
) {
  Deno.test(`fold() breaks a text into ${lines.length} of ${most} lines at most`, () => {
    assertEquals(fold("oven is bad since noon: nobody knows", 20, most), [...lines]);
  });
}

Deno.test("fold() gives no more lines and columns than asked for, and leaves out nothing if there is room", () => {
  fc.assert(
    fc.property(anyText, fc.nat(30), fc.integer({ min: 1, max: 9 }), (text, width, most) => {
      const lines = fold(text, width, most);
      assert(lines.length <= most);
      assert(lines.every((line) => textWidth(line) <= width));
      if (width > 8 && most > text.length) {
        assertEquals(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
      }
    }),
  );
});

({ unit: "binary" });

Deno.test("clip() never gives more columns than asked for", () => {
  fc.assert(fc.property(anyText, fc.nat(40), (text, width) => {
    assert(textWidth(clip(text, width)) <= width);
  }));
});

Deno.test("padLeft() and padRight() fill up to the width asked for", () => {
  fc.assert(fc.property(anyText, fc.nat(40), (text, width) => {
    const expected = Math.max(width, textWidth(text));
    assertEquals(textWidth(padLeft(text, width)), expected);
    assertEquals(textWidth(padRight(text, width)), expected);
  }));
});
