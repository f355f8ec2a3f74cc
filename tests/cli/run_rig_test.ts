import { run } from "../../cli/run.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";
import { FakeIo, type FakeIoOptions } from "./fake_io.ts";
import { RigFile } from "./rig_file.ts";

async function runUntil(
  file: RigFile,
  options: FakeIoOptions,
  then: (io: FakeIo) => Promise<void>,
  ...more: string[]
): Promise<{ readonly io: FakeIo; readonly code: number }> {
  const io = new FakeIo(options);
  const running = run(file.args(...more), io);
  while (io.output + io.complaints === "") await nextTurn(); // a timer is no sign: loading has one
  await io.untilWaiting();
  await then(io);
  return { io, code: await running }; // what is left takes real time: the disk
}

const WAVE = `channels: { wave: { signal: "sine" } }`;

Deno.test("readout run prints a row for each reading, and runs the safe sequence when it is stopped", async () => {
  await using file = new RigFile(`${WAVE}, safe: [{ name: "vent", run: () => {} }]`);
  const { io, code } = await runUntil(
    file,
    {},
    async (io) => {
      await io.clock.advance(1_000);
      io.stop("SIGTERM");
    },
    "--format",
    "jsonl",
  );
  assertEquals(code, 0);
  const rows = io.output.trimEnd().split("\n").map((line) => JSON.parse(line));
  const seqs = rows.filter(({ channel }) => channel === "wave").map(({ seq }) => seq);
  assertEquals(seqs, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assertStringIncludes(io.complaints, "demo: running, all 1 channels work\n");
  assertStringIncludes(
    io.complaints,
    "demo: stopped: SIGTERM\n  done      vent  (0 ms)\n  it is safe\n",
  );
  assertEquals([...Deno.readDirSync(file.folder)].map(({ name }) => name), ["rig.ts"]);
});

Deno.test("readout run ends by itself after the time of --for", async () => {
  await using file = new RigFile(WAVE);
  const { io, code } = await runUntil(file, {}, (io) => io.clock.advance(2_000), "--for", "1s");
  assertEquals(code, 0);
  assertStringIncludes(io.complaints, "demo: stopped: its time is over\n");
});

Deno.test("readout run ends with 3 if a safe step is not known to be done, and leaves a crash file", async () => {
  const hung = `{ name: "vent", run: () => new Promise(() => {}), timeoutMs: 500 }`;
  await using file = new RigFile(`${WAVE}, safe: [${hung}]`);
  const { io, code } = await runUntil(file, {}, async (io) => {
    await io.clock.advance(100);
    io.stop("SIGINT");
    await io.clock.advance(500);
  });
  assertEquals(code, 3);
  assertStringIncludes(io.complaints, "NOT DONE  vent");
  assertStringIncludes(io.complaints, "it is NOT KNOWN TO BE SAFE");
  assertMatch(io.complaints, /readout crash .*\/crashes\/crash-.*\.json\n/);
});

Deno.test("readout run ends with 1, and says why, when a critical channel fails for good", async () => {
  const read = `read: () => { throw new Error("no \\x1b[2J pressure"); }`;
  await using file = new RigFile(`channels: { pressure: { critical: true, ${read} } }`);
  const { io, code } = await runUntil(file, {}, (io) => io.clock.advance(100));
  assertEquals(code, 1);
  assertStringIncludes(io.complaints, "demo: critical channel pressure: Cannot read pressure");
  assert(!io.complaints.includes("\x1b"), io.complaints);
});

Deno.test("readout run says that it has left no crash file if no folder for one is known", async () => {
  const names = ["HOME", "USERPROFILE", "XDG_STATE_HOME"];
  const before = names.map((name) => Deno.env.get(name));
  const read = `read: () => { throw new Error("no pressure"); }`;
  await using file = new RigFile(`channels: { pressure: { critical: true, ${read} } }`);
  const io = new FakeIo();
  try {
    for (const name of names) Deno.env.delete(name);
    assertEquals(await run(["run", file.path], io), 1);
  } finally {
    names.forEach((name, at) => before[at] === undefined || Deno.env.set(name, before[at]));
  }
  assertStringIncludes(io.complaints, "no crash file was written");
  assertStringIncludes(io.complaints, "--crashes DIR\n");
});

Deno.test("readout run redraws a table on a terminal, with what does not work below it", async () => {
  const bad = `bad: { read: () => { throw new Error("broken"); } }`;
  await using file = new RigFile(`channels: { wave: { signal: "sine" }, ${bad} }`);
  const { io, code } = await runUntil(file, { isTerminal: true, rows: 8 }, async (io) => {
    await io.clock.advance(1_000);
    io.stop("SIGINT");
  });
  assertEquals(code, 0);
  assertStringIncludes(io.output, "Tag");
  assertMatch(io.output, /demo: running, 1 of 2 channels work.*\n {2}bad is bad since/);
  assertEquals(io.words, "");
});

for (
  const [what, fields, problem] of [
    ["a rig that cannot be", `channels: { wave: { signal: "sinus" } }`, "channels.wave"],
    ["a rig without channels", `channels: 5`, "channels"],
  ] as const
) {
  Deno.test(`readout run refuses ${what}, and touches nothing`, async () => {
    await using file = new RigFile(fields);
    const io = new FakeIo();
    assertEquals(await run(file.args(), io), 2);
    assertStringIncludes(io.complaints, problem);
    assertEquals(io.output, "");
  });
}

for (const args of [["run"], ["run", "a.ts", "b.ts"]]) {
  Deno.test(`readout ${args.join(" ")} is refused`, async () => {
    const io = new FakeIo();
    assertEquals(await run(args, io), 2);
    assertStringIncludes(io.complaints, "Cannot run: it takes one rig");
  });
}

Deno.test("readout run reaches the safe state of a real process, once, however often it is told to stop", async () => {
  const slow = `{ name: "vent", run: async ({ signal }) => {
    Deno.writeTextFileSync(new URL("log.txt", import.meta.url), "vent\\n", { append: true });
    await new Promise((resolve) => setTimeout(resolve, 1000));
  } }`;
  await using file = new RigFile(`${WAVE}, safe: [${slow}]`);
  const main = new URL("../../cli/main.ts", import.meta.url).pathname;
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-A", "--no-check", main, ...file.args("--format", "jsonl")],
    stdout: "piped",
    stderr: "piped",
    env: { NO_COLOR: "1" },
  }).spawn();
  const rows = process.stdout.getReader();
  await rows.read(); // it reads
  const errors = new Response(process.stderr).text();
  process.kill("SIGTERM");
  const log = `${file.folder}/log.txt`;
  let isOver = false;
  void process.status.then(() => isOver = true);
  while (!isOver && !await exists(log)); // no row comes any more, to be waited for
  process.kill("SIGINT");
  process.kill("SIGTERM");
  while (!(await rows.read()).done);
  const { code } = await process.status;
  assertEquals(code, 0, await errors);
  assertEquals(await Deno.readTextFile(log), "vent\n");
});

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
