import { COMMAND_NAMES } from "../../cli/command_name.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "../deps/assert.ts";
import { runReadout, startReadout } from "./readout_process.ts";

for (const args of [["--help"], ...COMMAND_NAMES.map((command) => [command, "--help"])]) {
  Deno.test(`readout ${args.join(" ")} needs no permission`, async () => {
    const { code, stdout, stderr } = await runReadout(args, []);
    assertEquals({ code, stderr }, { code: 0, stderr: "" });
    assertMatch(stdout, /^Usage: readout /m);
  });
}

Deno.test("readout list needs no permission, and says what each channel lacks", async () => {
  const { code, stdout, stderr } = await runReadout(["list"], []);
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  assertMatch(stdout, /^cpu +% .* no: .*--allow-sys=cpus$/m);
  assertMatch(stdout, /^sine .* yes$/m);
});

Deno.test("readout read without a permission names the flag on one line, and ends with 1", async () => {
  const { code, stdout, stderr } = await runReadout(["read", "cpu"], []);
  assertEquals({ code, stderr }, { code: 1, stderr: "" });
  assertMatch(stdout, /^\S+ +cpu +-- +bad config: .*--allow-sys=cpus\n$/);
});

Deno.test("readout read prints a reading", async () => {
  const { code, stdout, stderr } = await runReadout(["read", "memory", "--format", "jsonl"]);
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  const reading = JSON.parse(stdout);
  assertEquals(reading.channel, "memory");
  assert(reading.value > 0 && reading.value < 100);
});

Deno.test("readout with a misspelt command ends with 2 and prints nothing", async () => {
  const { code, stdout, stderr } = await runReadout(["wach"], []);
  assertEquals({ code, stdout }, { code: 2, stdout: "" });
  assertStringIncludes(stderr, '(did you mean "watch"?)');
});

Deno.test("readout watch into a pipe prints rows and nothing else", async () => {
  const args = ["watch", "sine", "counter", "--every", "20ms", "--count", "3"];
  const { code, stdout, stderr } = await runReadout(args);
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
  const lines = stdout.trimEnd().split("\n");
  assertEquals(lines.length, 6);
  for (const line of lines) {
    assertMatch(line, /^\d{4}-\d\d-\d\dT[\d:.]+Z +(sine|counter) +[-\de.]+( +good overload)?$/);
  }
});

Deno.test("readout watch ends quietly with 0 when nobody reads it any more", async () => {
  await using process = startReadout(["watch", "sine", "--every", "10ms"]);
  await process.printed(/\n/);
  await process.closeOutput();
  const { code, stderr } = await process.ended;
  assertEquals({ code, stderr }, { code: 0, stderr: "" });
});

for (const [signal, watchCode] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`readout watch ends quietly with ${watchCode} at ${signal}`, async () => {
    await using process = startReadout(["watch", "sine", "--every", "1h"]);
    await process.printed(/\n/);
    process.signal(signal);
    const { code, stdout, stderr } = await process.ended;
    assertEquals({ code, stderr }, { code: watchCode, stderr: "" });
    assertMatch(stdout, /^\S+ +sine +\S+\n$/);
  });

  Deno.test(`readout serve prints its address alone, and ends with 0 at ${signal}`, async () => {
    await using process = startReadout(["serve", "sine", "--every", "20ms"]);
    const [url] = await process.printed(/http:\S+(?=\n)/) ?? [];
    const response = await fetch(url!);
    assertStringIncludes(await response.text(), "sine");
    const stream = await fetch(`${url}live/stream`); // a viewer does not keep it from ending
    process.signal(signal);
    const { code, stderr } = await process.ended;
    await stream.body?.cancel();
    assertEquals({ code, stdout: await process.rest(), stderr }, {
      code: 0,
      stdout: `${url}\n`,
      stderr: "",
    });
  });
}

Deno.test("readout serve --port takes no other port", async () => {
  using taken = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = taken.addr;
  const { code, stdout, stderr } = await runReadout(["serve", "sine", "--port", `${port}`]);
  assertEquals({ code, stdout }, { code: 1, stdout: "" });
  assertMatch(
    stderr,
    new RegExp(`^readout: Cannot listen on 127\\.0\\.0\\.1: port ${port} .*\\n$`),
  );
});

Deno.test("readout says in one line that it cannot write", async () => {
  const full = await Deno.open("/dev/full", { write: true });
  full.close();
  const line = `"$0" run --no-prompt -A cli/main.ts read sine > /dev/full`;
  const { code, stderr } = await new Deno.Command("sh", {
    args: ["-c", line, Deno.execPath()],
    cwd: new URL("../..", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(code, 1);
  assertMatch(new TextDecoder().decode(stderr), /^readout: No space left on device.*\n$/);
});
