import { run } from "../../cli/run.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { nextTurn } from "../../lib/base/system_clock.ts";
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

Deno.test("safe does its work although a channel is misspelt, and says so", async () => {
  const { code, io } = await safe(rigOf(LAMP).replace("signal:", "singal:"));
  assertEquals(code, 0);
  assertMatch(io.output, /^done {6}lamp off .*\nlamp is safe\n$/);
  assertStringIncludes(io.complaints, 'channels.wave.singal: is no field; did you mean "signal"?');
});

Deno.test("safe does the steps that can be understood, and ends with 3 if one cannot be", async () => {
  const { code, io } = await safe(rigOf(LAMP, `{ name: "vent", rum: () => {} }`));
  assertEquals(code, 3);
  assertMatch(
    io.output,
    /^done {6}lamp off .*\nNOT DONE {2}the steps that .*\nlamp is NOT KNOWN TO BE SAFE\n$/,
  );
  assertStringIncludes(io.complaints, "safe[1]");
});

Deno.test("safe asks no instrument whose plan has a mistake: it could be another", async () => {
  const plc = `instruments: { plc: { kind: "modbus", address: "tcp://127.0.0.1:1", unt: 5 } }`;
  const vent = `{ name: "vent open", instrument: "plc", coil: 3, value: true }`;
  const { code, io } = await safe(rigOf(vent, LAMP).replace("channels:", `${plc}, channels:`));
  assertEquals(code, 3);
  assertEquals(io.output.includes("vent open"), false);
  assertStringIncludes(io.complaints, "instruments.plc.unt");
});

Deno.test("safe ends although nobody reads what it prints", async () => {
  const io = new FakeIo();
  io.complain = () => new Promise(() => {});
  const isOff = Promise.withResolvers<Event>();
  addEventListener("lamp-off", isOff.resolve, { once: true });
  const lamp = `{ name: "lamp off", run: () => void dispatchEvent(new Event("lamp-off")) }`;
  const running = safe(rigOf(lamp).replace("signal:", "singal:"), io);
  await isOff.promise;
  await nextTurn();
  await io.clock.advance(2_000);
  assertEquals((await running).code, 0);
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
