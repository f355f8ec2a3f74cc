import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { ROOT } from "../architecture/project_path.ts";

const SCRIPT = `
  import { openMonitor } from ${JSON.stringify(new URL("../../web/main.ts", import.meta.url).href)};
  try {
    const monitor = await openMonitor({ channels: [], periodMs: 1_000, port: 0 });
    await monitor[Symbol.asyncDispose]();
    console.log("opened");
  } catch (error) {
    console.log(error.code + ": " + error.message);
  }
`;

/** What openMonitor() comes to in a process with these flags. */
async function outcome(...flags: readonly string[]): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--cached-only", ...flags, "-"],
    cwd: ROOT,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(SCRIPT));
  await writer.close();
  const { stdout, stderr } = await child.output();
  return new TextDecoder().decode(stdout).trim() || new TextDecoder().decode(stderr);
}

const NET = "--allow-net=127.0.0.1";
const READ = "--allow-read";
const BUNDLE = "--unstable-bundle";

Deno.test("openMonitor() needs these flags and no other", async () => {
  assertEquals(await outcome(NET, READ, BUNDLE), "opened");
});

for (
  const { missing, flags } of [
    { missing: "--allow-net", flags: [READ, BUNDLE] },
    { missing: "--allow-read", flags: [NET, BUNDLE] },
    { missing: "--unstable-bundle", flags: [NET, READ] },
  ]
) {
  Deno.test(`openMonitor() names ${missing} when it is missing`, async () => {
    const text = await outcome(...flags);
    assertStringIncludes(text, "permission.missing: Cannot ");
    assertStringIncludes(text, `start again with ${missing}`);
  });
}
