import { run } from "../../cli/run.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { absent, counting, FakeParts, silent } from "./fake_parts.ts";
import { Screen } from "./screen.ts";

function names(output: string, column: number): string[] {
  return output.trim().split("\n").map((line) => line.split(/ +|,/)[column]!);
}

Deno.test("watch into a pipe prints a row for each reading, on its grid, and ends", async () => {
  const io = new FakeIo();
  const args = ["watch", "a", "b", "--every", "250ms", "--count", "3"];
  const running = run(args, io, new FakeParts(counting("a"), counting("b")));
  await io.untilWaiting();
  await io.clock.advance(10_000);
  assertEquals(await running, 0);
  assertEquals(
    io.output,
    `\
2026-01-01T00:00:00.000Z  a  1
2026-01-01T00:00:00.000Z  b  1
2026-01-01T00:00:00.250Z  a  2
2026-01-01T00:00:00.250Z  b  2
2026-01-01T00:00:00.500Z  a  3
2026-01-01T00:00:00.500Z  b  3
`,
  );
  assertEquals(io.clock.pendingTimers, 0);
});

Deno.test("watch --for ends after that time", async () => {
  const io = new FakeIo();
  const args = ["watch", "a", "--every", "250ms", "--for", "1s", "--format", "csv"];
  const running = run(args, io, new FakeParts(counting("a")));
  await io.untilWaiting();
  await io.clock.advance(1_000);
  assertEquals(await running, 0);
  assertEquals(names(io.output, 2), ["value", "1", "2", "3", "4"]);
  assertEquals(io.clock.pendingTimers, 0);
});

Deno.test("watch --timeout bounds each read, and ends with 1 as a reading was bad", async () => {
  const io = new FakeIo();
  const args = ["watch", "dmm", "a", "--every", "1s", "--timeout", "100ms", "--count", "2"];
  const running = run(args, io, new FakeParts(silent("dmm"), counting("a")));
  await io.untilWaiting();
  await io.clock.advance(10_000);
  assertEquals(await running, 1);
  assertEquals(names(io.output, 1), ["a", "dmm", "a", "dmm"]);
  assertStringIncludes(io.output, "dmm  --  bad comm-fail: no answer in 100 ms\n");
});

for (const [reason, code] of [["SIGINT", 130], ["SIGTERM", 143], ["output-closed", 0]] as const) {
  Deno.test(`watch that ${reason} stops ends quietly with ${code}`, async () => {
    const io = new FakeIo();
    const parts = new FakeParts(counting("a"));
    const running = run(["watch", "a", "--for", "1h"], io, parts);
    await io.untilWaiting();
    await io.clock.advance(1_000);
    io.stop(reason);
    assertEquals(await running, code);
    assertEquals(names(io.output, 2), ["1", "2", "3"]);
    assertEquals(io.complaints, "");
    assertEquals(io.clock.pendingTimers, 0);
    assertEquals(parts.opened, 0);
  });
}

Deno.test("watch --format jsonl on a terminal prints rows and does not redraw", async () => {
  const io = new FakeIo({ isTerminal: true });
  const args = ["watch", "a", "--count", "1", "--format", "jsonl"];
  assertEquals(await run(args, io, new FakeParts(counting("a"))), 0);
  assertEquals(JSON.parse(io.output).value, 1);
});

Deno.test("watch on a terminal redraws one table in place, and leaves the terminal tidy", async () => {
  const io = new FakeIo({ isTerminal: true, columns: 80, rows: 10 });
  const parts = new FakeParts(counting("a", "V"), absent("battery", "no battery"), silent("dmm"));
  const args = ["watch", "a", "battery", "dmm", "--every", "250ms", "--for", "1600ms"];
  const running = run(args, io, parts);
  await io.untilWaiting();
  await io.clock.advance(1_400);

  const screen = new Screen(80, 10);
  screen.write("$ readout watch\n");
  for (const text of io.writes.splice(0)) screen.write(text);
  assertEquals(screen.cursorShown, false);
  assertEquals(screen.lines, [
    "$ readout watch",
    "Tag            Value  Unit  Quality               Age  Trend",
    "a                  6  V     good                0.0 s  \u2581\u2582\u2584\u2585\u2587\u2588",
    "battery           --        bad not-connected   0.0 s  no battery",
    "dmm                         stale",
  ]);

  await io.clock.advance(1_000);
  assertEquals(await running, 1);
  for (const text of io.writes) screen.write(text);
  assertEquals(screen.cursorShown && screen.wraps, true);
  assertEquals(screen.lines.length, 5);
  assertStringIncludes(screen.lines[2]!, "a                  7");
  assertEquals(io.clock.pendingTimers, 0);
});

Deno.test("watch on a terminal shows an age that grows while nothing is read", async () => {
  const io = new FakeIo({ isTerminal: true });
  const running = run(["watch", "a", "--every", "1h"], io, new FakeParts(counting("a")));
  await io.untilWaiting();
  await io.clock.advance(90_000);
  assertStringIncludes(io.writes.at(-1)!, " 1 min  ");
  io.stop("SIGINT");
  assertEquals(await running, 130);
});

Deno.test("watch on a terminal that Ctrl-C stops shows the cursor again", async () => {
  const io = new FakeIo({ isTerminal: true });
  const running = run(["watch", "a"], io, new FakeParts(counting("a")));
  await io.untilWaiting();
  assertEquals(io.words.endsWith("\x1b[?25h"), true); // even if the process ends by a bug
  io.stop("SIGINT");
  assertEquals(await running, 130);
  assertEquals(io.words, "");
  assertEquals(io.output.split("\x1b[?25l").length, 2);
  assertEquals(io.output.endsWith("\x1b[?7h\x1b[?25h"), true);
});

Deno.test("watch writes nothing while its table does not change", async () => {
  const io = new FakeIo({ isTerminal: true });
  const running = run(["watch", "dmm"], io, new FakeParts(silent("dmm")));
  await io.untilWaiting();
  await io.clock.advance(1_900); // its default timeout is 2 s
  assertEquals(io.writes.length, 1);
  io.stop("SIGINT");
  await running;
});

Deno.test("watch on a terminal that is lower than its table stays within it", async () => {
  const size = { columns: 60, rows: 4 };
  const io = new FakeIo({ isTerminal: true, ...size });
  const parts = new FakeParts(...["a", "b", "c", "d"].map((name) => counting(name)));
  const args = ["watch", "a", "b", "c", "d", "--count", "5"];
  const running = run(args, io, parts);
  await io.untilWaiting();
  await io.clock.advance(5_000);
  assertEquals(await running, 0);
  const screen = new Screen(size.columns, size.rows);
  for (const text of io.writes) screen.write(text);
  assertEquals(screen.lines.length, 3);
  assertStringIncludes(screen.lines[0]!, "Tag ");
  assertEquals(screen.lines[2], "... and 3 more");
});

Deno.test("watch takes a new size of the terminal at once", async () => {
  const io = new FakeIo({ isTerminal: true, columns: 80 });
  const running = run(["watch", "dmm"], io, new FakeParts(silent("dmm")));
  await io.untilWaiting();
  io.columns = 24;
  await io.clock.advance(500);
  assertStringIncludes(io.writes.at(-1)!, "Tag            Value  U\u2026");
  io.stop("SIGINT");
  await running;
});

Deno.test("watch colours on a terminal, and never without colour", async () => {
  for (const colour of [true, false]) {
    const io = new FakeIo({ isTerminal: true, colour });
    const parts = new FakeParts(absent("battery", "no battery"));
    assertEquals(await run(["watch", "battery", "--count", "1"], io, parts), 1);
    // deno-lint-ignore no-control-regex
    assertEquals(/\x1b\[\d+m/.test(io.output), colour);
  }
});
