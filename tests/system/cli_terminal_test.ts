import { assert, assertEquals, assertMatch } from "../deps/assert.ts";
import { Screen } from "../cli/screen.ts";
import { startOnTerminal } from "./readout_process.ts";

const CTRL_C = "\x03";
/** Moves up over a header and two channels. */
// deno-lint-ignore no-control-regex
const REDRAWN = /\x1b\[3A[^]*\x1b\[3A/;

/** What is on the screen after all this was written. */
function shown(output: string, columns: number, rows: number): Screen {
  const screen = new Screen(columns, rows);
  screen.write(output.replace("^C", "")); // echoed by the terminal
  return screen;
}

Deno.test("readout watch redraws one table on a terminal, and Ctrl-C leaves it tidy", async () => {
  const size = { columns: 70, rows: 12 };
  await using process = startOnTerminal(["watch", "sine", "counter", "--every", "20ms"], size);
  assert(await process.printed(REDRAWN));
  await process.type(CTRL_C);
  const output = await process.rest();
  assertEquals((await process.ended).code, 130);
  const screen = shown(output, size.columns, size.rows);
  assertEquals(screen.lines.length, 3);
  assertMatch(screen.lines[0]!, /^Tag +Value +Unit +Quality +Age +Trend$/);
  assertMatch(screen.lines[1]!, /^sine +[-\d.e]+ +good( overload)? +[\d.]+ s +[\u2581-\u2588]+$/);
  assertMatch(screen.lines[2]!, /^counter +\d+ +good( overload)? +[\d.]+ s +[\u2581-\u2588]+$/);
  assert(screen.cursorShown && screen.wraps);
});

Deno.test("readout watch fits a terminal that is small in both directions", async () => {
  const size = { columns: 24, rows: 4 };
  const args = ["watch", "sine", "counter", "ramp", "noise", "--every", "20ms", "--count", "9"];
  await using process = startOnTerminal(args, size);
  const output = await process.rest();
  assertEquals((await process.ended).code, 0);
  const screen = shown(output, size.columns, size.rows); // throws if a line is too wide
  assertEquals(screen.lines.length, 3);
  assertEquals(screen.lines[2], "... and 3 more");
});

// deno-lint-ignore no-control-regex
const COLOUR = /\x1b\[[\d;]*m/;

for (const [noColor, hasColour] of [["", true], ["1", false]] as const) {
  Deno.test(`readout watch with NO_COLOR="${noColor}" has colours: ${hasColour}`, async () => {
    const args = ["watch", "sine", "--every", "20ms", "--count", "3"];
    const size = { columns: 80, rows: 24 };
    await using process = startOnTerminal(args, size, { NO_COLOR: noColor });
    assertEquals(COLOUR.test(await process.rest()), hasColour);
    assertEquals((await process.ended).code, 0);
  });
}

Deno.test("readout watch that a signal ends shows the cursor again", async () => {
  const line = "watch sine --every 20ms".split(" ");
  await using process = startOnTerminal(line, { columns: 80, rows: 24 });
  // deno-lint-ignore no-control-regex
  assert(await process.printed(/\x1b\[2A/));
  await process.type(CTRL_C);
  assert((await process.rest()).endsWith("\x1b[?7h\x1b[?25h"));
});

Deno.test("readout read on a terminal prints a line without codes", async () => {
  await using process = startOnTerminal(["read", "counter"], { columns: 80, rows: 24 });
  assertEquals(await process.rest(), "counter  0\r\n");
  assertEquals((await process.ended).code, 0);
});
