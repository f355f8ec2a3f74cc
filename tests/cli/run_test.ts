import { COMMAND_NAMES } from "../../cli/command_name.ts";
import { FORMATS } from "../../cli/kind.ts";
import { COMMANDS, run } from "../../cli/run.ts";
import { VERSION } from "../../cli/version.ts";
import config from "../../deno.json" with { type: "json" };
import { ReadoutError } from "../../lib/base/readout_error.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";
import { counting, FakeParts } from "./fake_parts.ts";

for (const args of [["--help"], ["-h"], ["help"]]) {
  Deno.test(`run() with ${args} shows every command and every exit code`, async () => {
    const io = new FakeIo();
    assertEquals(await run(args, io), 0);
    for (const word of [...COMMAND_NAMES, "130", "NO_COLOR", "Examples:", Deno.mainModule]) {
      assertStringIncludes(io.output, word);
    }
    assertEquals(io.complaints, "");
  });
}

Deno.test("run() without arguments shows the same on standard error, as wrong usage", async () => {
  const io = new FakeIo();
  assertEquals(await run([], io), 2);
  assertEquals(io.output, "");
  assertStringIncludes(io.complaints, "Usage: readout COMMAND");
});

for (const command of COMMAND_NAMES) {
  const { help, options } = await COMMANDS[command]();
  for (const args of [[command, "--help"], [command, "-h"], ["help", command], ["-h", command]]) {
    Deno.test(`run() with "${args.join(" ")}" shows the help of ${command}`, async () => {
      const io = new FakeIo();
      assertEquals(await run(args, io, new FakeParts()), 0);
      assertEquals(io.output, help);
    });
  }

  Deno.test(`the help of ${command} tells of each option it takes, and of no other`, () => {
    const told = [...help.matchAll(/^ {2}(?:-h, )?--([a-z-]+) /gm)];
    const names = told.map((match) => match[1]!).sort();
    assertEquals(names, [...Object.values(options).map(({ name }) => name), "help"].sort());
  });

  Deno.test(`the help of ${command} has examples and fits into 100 columns`, () => {
    assertMatch(help, /^Examples:\n( {2}readout .+\n){2,}$/m);
    for (const line of help.split("\n")) assert(line.length <= 100, line);
  });
}

Deno.test("the help tells of every format", async () => {
  const { help } = await COMMANDS.read();
  for (const format of FORMATS) assertStringIncludes(help, format);
});

Deno.test("run() with --help reads nothing, even if all else is wrong", async () => {
  const parts = new FakeParts();
  parts.openOffers = () => Promise.reject(new Error("opened"));
  assertEquals(await run(["watch", "--bogus", "nobody", "--help"], new FakeIo(), parts), 0);
});

Deno.test("run() takes --help after -- for a channel's name", async () => {
  const io = new FakeIo();
  assertEquals(await run(["read", "--", "--help"], io, new FakeParts(counting("cpu"))), 2);
  assertStringIncludes(io.complaints, 'there is no channel "--help"');
});

Deno.test("run() with --version shows the version of deno.json", async () => {
  const io = new FakeIo();
  assertEquals(await run(["--version"], io), 0);
  assertEquals(io.output, `${config.version}\n`);
  assertEquals(VERSION, config.version);
});

for (
  const [args, complaint] of [
    [["wach"], 'there is no command "wach" (did you mean "watch"?); there are list, read,'],
    [["\x1b[2J"], 'there is no command "\\x1b[2J"; there are'],
    [["--every", "1s", "watch"], 'there is no command "--every"; there are'],
    [["toString"], 'there is no command "toString"; there are'],
    [["read"], 'Cannot read: no channel is named; "readout list" shows them all'],
    [["watch"], 'Cannot watch: no channel is named; "readout list" shows them all'],
    [["list", "cpu"], "Cannot list: it takes no names"],
    [["read", "gpu"], 'Cannot read: there is no channel "gpu" (did you mean "cpu"?); "readout'],
    [["watch", "gpu"], 'Cannot watch: there is no channel "gpu" (did you mean "cpu"?)'],
    [["serve", "gpu"], 'Cannot serve: there is no channel "gpu" (did you mean "cpu"?)'],
    [["watch", "cpu", "--every", "soon"], "Cannot watch: --every must be a duration of 1ms or"],
    [["read", "cpu", "--timout", "1s"], 'Cannot read: unknown option "--timout" (did you mean'],
  ] as const
) {
  Deno.test(`run() refuses ${JSON.stringify(args)} and reads nothing`, async () => {
    const io = new FakeIo();
    let reads = 0;
    const parts = new FakeParts({ name: "cpu", read: () => ++reads });
    assertEquals(await run(args, io, parts), 2);
    assertStringIncludes(io.complaints, `readout: ${complaint}`);
    assertMatch(io.complaints, /\nreadout: "readout .*--help" shows how\n$/);
    assertEquals(io.output, "");
    assertEquals(reads, 0);
    assertEquals(parts.opened, 0);
  });
}

for (const command of ["watch", "serve"]) {
  Deno.test(`run() refuses a period for ${command} that the clock cannot keep`, async () => {
    const io = new FakeIo();
    Object.assign(io.clock, { finestPeriodMs: 10 });
    const parts = new FakeParts(counting("cpu"));
    assertEquals(await run([command, "cpu", "--every", "9ms"], io, parts), 2);
    assertStringIncludes(io.complaints, "--every must be 10ms or more, got 9ms\n");
  });
}

Deno.test("run() names every problem at once", async () => {
  const io = new FakeIo();
  const parts = new FakeParts(counting("cpu"));
  assertEquals(await run(["read", "gpu", "memory"], io, parts), 2);
  assertEquals(io.complaints.match(/there is no channel/g)?.length, 2);
});

for (
  const [error, complaint] of [
    [new ReadoutError("source.failed", "Cannot do it: \x1b[2J"), "Cannot do it: \\x1b[2J\n"],
    [new Deno.errors.NotCapable("Requires net access"), "Requires net access\n"],
    ["not even an error", "not even an error\n"],
  ] as const
) {
  Deno.test(`run() ends with 1 and one line when it fails with ${error}`, async () => {
    const io = new FakeIo();
    const parts = new FakeParts();
    parts.openOffers = () => Promise.reject(error);
    assertEquals(await run(["list"], io, parts), 1);
    assertEquals(io.complaints, `readout: ${complaint}`);
  });
}

Deno.test("run() shows the stack of an error that nobody expects", async () => {
  const io = new FakeIo();
  const parts = new FakeParts();
  parts.openOffers = () => Promise.reject(new TypeError("a bug"));
  assertEquals(await run(["list"], io, parts), 1);
  assertMatch(io.complaints, /^readout: TypeError: a bug\n {4}at .*run_test\.ts/);
});
