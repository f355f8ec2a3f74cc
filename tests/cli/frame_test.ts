import { Frame } from "../../cli/frame.ts";
import { assert, assertEquals } from "../deps/assert.ts";
import { fc } from "../deps/fast_check.ts";
import { Screen } from "./screen.ts";

Deno.test("Frame.draw() writes over what it drew before, and erases what is left of it", () => {
  const frame = new Frame();
  assertEquals(frame.draw(["one", "two"], 80), "\x1b[?25l\x1b[?7lone\x1b[K\ntwo\x1b[K\n\x1b[J");
  assertEquals(frame.draw(["three"], 80), "\r\x1b[2Athree\x1b[K\n\x1b[J");
  assertEquals(frame.draw(["four"], 80), "\r\x1b[1Afour\x1b[K\n\x1b[J");
});

Deno.test("Frame.draw() leaves the last character of a line that fills the terminal", () => {
  const screen = new Screen(5, 4);
  screen.write(new Frame().draw(["abcd\u2026", "\x1b[31mabcde\x1b[0m", "f"], 5));
  assertEquals(screen.lines, ["abcd\u2026", "abcde", "f"]);
});

Deno.test("Frame.end() shows the cursor again, and erases an echoed ^C", () => {
  const frame = new Frame();
  frame.draw(["one"], 80);
  assertEquals(frame.end(), "\r\x1b[K\x1b[?7h\x1b[?25h");
});

Deno.test("Frame.end() leaves a terminal alone on which nothing was drawn", () => {
  assertEquals(new Frame().end(), "");
});

Deno.test("Frame.draw() knows that a terminal made narrower has broken its lines", () => {
  const frame = new Frame();
  frame.draw(["x".repeat(80), "y".repeat(41), "\x1b[1mbold\x1b[0m", ""], 80);
  assert(frame.draw(["one"], 40).startsWith("\r\x1b[6A")); // 2 + 2 + 1 + 1
});

Deno.test("Frame shows the last lines and nothing else, below what was there before", () => {
  const line = fc.string({ unit: fc.constantFrom("a", "b", " ", "\u6e29"), maxLength: 10 });
  const drawings = fc.array(fc.array(line, { maxLength: 6 }), { minLength: 1 });
  fc.assert(fc.property(drawings, fc.nat(12), (drawings, above) => {
    const screen = new Screen(20, 7 + above);
    for (let at = 0; at < above; at++) screen.write(`before ${at}\n`);
    const frame = new Frame();
    for (const lines of drawings) {
      screen.write(frame.draw(lines, screen.columns));
      assert(!screen.cursorShown && !screen.wraps);
    }
    screen.write(frame.end());
    assert(screen.cursorShown && screen.wraps);
    const last = drawings.at(-1)!.map((line) => line.trimEnd());
    while (last.at(-1) === "") last.pop();
    const before = Array.from({ length: above }, (_, at) => `before ${at}`);
    assertEquals(screen.lines, [...before, ...last]);
  }));
});
