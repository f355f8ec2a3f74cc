import { assertEquals, assertStringIncludes } from "./deps/assert.ts";
import { runCommand, runDeno } from "./run_command.ts";

Deno.test("runDeno() gives what both streams say, and whether all went well", async () => {
  const said = `console.log("out"); console.error("err");`;
  const good = await runDeno("eval", said);
  assertEquals(good.ok, true);
  assertStringIncludes(good.output, "out\n");
  assertStringIncludes(good.output, "err\n");
  assertEquals((await runDeno("eval", "Deno.exit(3)")).ok, false);
});

Deno.test("runCommand() stops what takes too long, and says so", async () => {
  const forever = ["eval", "setInterval(() => {}, 1_000)"];
  const { ok, output } = await runCommand(Deno.execPath(), forever, 300);
  assertEquals(ok, false);
  assertStringIncludes(output, "Stopped: it took more than 0.3 s");
});

Deno.test("runCommand() does not wait for what a command leaves behind", async () => {
  const { ok, output } = await runCommand("sh", ["-c", "sleep 20 & echo $!"]);
  assertEquals(ok, true);
  Deno.kill(Number(output)); // it would be waited for, and be gone by now
});
