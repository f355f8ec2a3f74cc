import { run } from "../../cli/run.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { FakeIo } from "./fake_io.ts";

/** Runs `readout safe` for a rig of this text. */
async function safe(
  rig: string,
  io = new FakeIo(),
): Promise<{ readonly code: number; readonly io: FakeIo }> {
  const path = await Deno.makeTempFile({ prefix: "readout_safe_", suffix: ".ts" });
  try {
    await Deno.writeTextFile(path, rig);
    return { code: await run(["safe", path], io), io };
  } finally {
    await Deno.remove(path);
  }
}

function rigOf(...steps: readonly string[]): string {
  return `export default { name: "lamp", channels: { wave: { signal: "sine" } }, safe: [${
    steps.join(", ")
  }] };`;
}

const LAMP = `{ name: "lamp off", run: () => {} }`;
const FUSE = `{ name: "fuse out", run: () => { throw new Error("\\x1b[2Jstuck"); } }`;

Deno.test("safe prints each step, and ends with 0 if all is known to be done", async () => {
  const { code, io } = await safe(rigOf(LAMP, LAMP));
  assertMatch(io.output, /^(done {6}lamp off {2}\(\d+ ms\)\n){2}lamp is safe\n$/);
  assertEquals([code, io.complaints], [0, ""]);
});

Deno.test("safe runs all steps if one fails, and ends with 3", async () => {
  const { code, io } = await safe(rigOf(LAMP, FUSE));
  assertEquals(code, 3);
  assertMatch(
    io.output,
    /^NOT DONE {2}fuse out {2}\(.*\): \\x1b\[2Jstuck\ndone .*\nlamp is NOT KNOWN TO BE SAFE\n$/,
  );
});

Deno.test("safe says that a rig has no safe sequence", async () => {
  const { code, io } = await safe(rigOf());
  assertEquals([code, io.output], [0, "lamp has no safe sequence: there is nothing to be done\n"]);
});

Deno.test("safe does not stop when it is told to, and has the time that it needs", async () => {
  const io = new FakeIo();
  io.stop("SIGTERM");
  const { code } = await safe(rigOf(LAMP), io);
  assertEquals([code, io.grace], [0, { ms: 60_000, code: 3 }]);
});

Deno.test("safe goes on if nobody can read what it prints", async () => {
  const io = new FakeIo();
  io.write = () => Promise.reject(new Error("No space left on device"));
  assertEquals((await safe(rigOf(LAMP, LAMP), io)).code, 0);
});

for (const [what, rig] of [["no rig", "export default 5;"], ["no module", "export default {"]]) {
  Deno.test(`safe ends with 2 if the file has ${what}`, async () => {
    const { code, io } = await safe(rig!);
    assertEquals([code, io.output], [2, ""]);
  });
}

Deno.test("safe takes one rig, and says so", async () => {
  const io = new FakeIo();
  assertEquals(await run(["safe"], io), 2);
  assertStringIncludes(io.complaints, "it takes one rig");
  assertEquals(await run(["safe", "a.ts", "b.ts"], new FakeIo()), 2);
  assertEquals(await run(["safe", "/nowhere/at/all.ts"], new FakeIo()), 2);
});
