import { run } from "../../cli/run.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { RigFile, untilRunning } from "./rig_file.ts";
import { Screen } from "./screen.ts";

/** High from 0.5 s on, and well again from 1.5 s on: 100 ms a read. */
const RIG = `channels: { oven: {
  unit: "degC",
  read: (() => { let reads = 0; return () => reads++ < 5 || reads > 15 ? 20 : 95; })(),
  limits: { alarm: { high: 90, highWarning: 80 } },
} }`;

function screenOf(io: FakeIo): string {
  const screen = new Screen(io.columns, io.rows);
  for (const text of io.writes) screen.write(text);
  return screen.lines.join("\n");
}

Deno.test("readout run lists alarms on a terminal, and a key acknowledges those that are shown", async () => {
  await using file = new RigFile(RIG);
  const io = new FakeIo({ isTerminal: true, hasKeyboard: true, rows: 12 });
  const running = run(file.args(), io);
  await untilRunning(io);
  await io.clock.advance(400);
  assert(!/alarm/.test(screenOf(io)), screenOf(io));
  io.type!("a"); // nothing is wrong yet: nothing is acknowledged ahead of time
  await io.clock.advance(500);
  assertMatch(
    screenOf(io),
    /alarm oven high-alarm \(active\) at .*: 95 degC, limit 90 degC\n.*warning oven high-warning \(active\).*\n {2}"a" acknowledges the alarms above/,
  );
  for (const key of "bA\r\x03") io.type!(key);
  await io.clock.advance(200);
  assertMatch(screenOf(io), /high-alarm \(active\)/);
  io.type!("a");
  await io.clock.advance(200);
  assertMatch(screenOf(io), /high-alarm \(acknowledged\).*\n.*high-warning \(acknowledged\)/);
  assert(!screenOf(io).includes("acknowledges"));
  await io.clock.advance(1_000);
  assert(!/alarm/.test(screenOf(io)), screenOf(io)); // all is well again, and somebody knew
  io.stop("SIGINT");
  assertEquals(await running, 0);
  assertEquals(io.type, undefined); // the keyboard is given back
});

Deno.test("readout run tells of no key where there is no keyboard", async () => {
  await using file = new RigFile(RIG);
  const io = new FakeIo({ isTerminal: true });
  const running = run(file.args(), io);
  await untilRunning(io);
  await io.clock.advance(900);
  assertMatch(screenOf(io), /high-alarm \(active\)/);
  assert(!screenOf(io).includes("acknowledges"));
  io.stop("SIGINT");
  await running;
});

Deno.test("readout run keeps alarms on a screen that is too low for all, and acknowledges none that is not shown", async () => {
  const alarm = `limits: { alarm: { high: 90 } }`;
  const many = Array.from({ length: 20 }, (_, n) => `c${n}: { read: () => 95, ${alarm} }`);
  await using file = new RigFile(`channels: { ${many.join()} }`);
  const io = new FakeIo({ isTerminal: true, hasKeyboard: true, rows: 12 });
  const running = run(file.args(), io);
  await untilRunning(io);
  await io.clock.advance(500);
  const before = screenOf(io);
  const shown = [...before.matchAll(/alarm (c\d+) high-alarm \(active\)/g)].map(([, name]) => name);
  assert(shown.length >= 1 && shown.length < 20, before);
  assertStringIncludes(before, `and ${20 - shown.length} more alarms`);
  assertStringIncludes(before, "demo: running");
  assert(before.split("\n").length <= 12);
  io.rows = 60;
  io.type!("a");
  await io.clock.advance(500);
  const after = screenOf(io);
  assertEquals(after.match(/\(acknowledged\)/g)?.length, shown.length);
  assertEquals(after.match(/\(active\)/g)?.length, 20 - shown.length);
  io.stop("SIGINT");
  await running;
});

Deno.test("readout run tells on standard error when alarms rise and return, if it prints rows", async () => {
  await using file = new RigFile(RIG);
  const io = new FakeIo();
  const running = run(file.args("--format", "jsonl"), io);
  await untilRunning(io);
  await io.clock.advance(1_400);
  assertMatch(io.complaints, /alarm oven high-alarm \(active\) at .*: 95 degC, limit 90 degC\n/);
  await io.clock.advance(2_000);
  assertMatch(io.complaints, /alarm oven high-alarm \(returned\)/);
  io.stop("SIGINT");
  assertEquals(await running, 0);
  assert(!io.output.includes("high-alarm"));
});
