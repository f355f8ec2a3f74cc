import { crashOptions } from "../../cli/crash_options.ts";
import { tellOfCrashes } from "../../cli/tell_of_crashes.ts";
import { CrashFiles } from "../../lib/rig/crash/crash_files.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { MemoryDisk } from "../lib/rig/crash/memory_disk.ts";
import { sampleCrash } from "../lib/rig/crash/sample_crash.ts";
import { FakeIo } from "./fake_io.ts";

function environment(
  variables: Readonly<Record<string, string>>,
): Parameters<typeof crashOptions>[1] {
  return { get: (name) => variables[name], toObject: () => ({ ...variables }) };
}

for (
  const [variables, folder] of [
    [{ HOME: "/home/me" }, "/home/me/.local/state/readout/crashes"],
    [{ HOME: "/home/me", XDG_STATE_HOME: "" }, "/home/me/.local/state/readout/crashes"],
    [{ HOME: "/home/me", XDG_STATE_HOME: "/var/state" }, "/var/state/readout/crashes"],
    [{}, undefined],
  ] as const
) {
  Deno.test(`crash files are left in ${folder} if the environment is ${JSON.stringify(variables)}`, () => {
    assertEquals(crashOptions(undefined, environment(variables))?.folder, folder);
  });
}

Deno.test("crash files are left where the user wants them", () => {
  assertEquals(crashOptions("here", environment({ HOME: "/home/me" }))?.folder, "here");
});

Deno.test("what the environment calls a secret is one", () => {
  const variables = { HOME: "/home/me", LAB_TOKEN: "abcdefgh", PGPASSWORD: "hunter22", LANG: "C" };
  assertEquals(crashOptions(undefined, environment(variables))?.secrets, ["abcdefgh", "hunter22"]);
});

Deno.test("without the permission to look, there is no folder but the one that was asked for", () => {
  const refuse = (): never => {
    throw new Deno.errors.NotCapable("Requires env access");
  };
  const none = { get: refuse, toObject: refuse };
  assertEquals(crashOptions(undefined, none), undefined);
  assertEquals(crashOptions("here", none), { folder: "here", secrets: [] });
});

Deno.test("tellOfCrashes() tells of a new file once, in one line with the command that prints it", async () => {
  const crashes = { folder: "c", disk: new MemoryDisk() };
  await new CrashFiles("c", crashes.disk).write(sampleCrash());
  const io = new FakeIo();
  await tellOfCrashes(crashes, io);
  await tellOfCrashes(crashes, io);
  assertEquals(
    io.complaints,
    "readout: a rig has left a crash file: readout crash c/crash-20261122T123000Z-4711.json\n",
  );
});

Deno.test("tellOfCrashes() says that it cannot look, and goes on", async () => {
  const disk = new MemoryDisk();
  disk.list = () => Promise.reject(new Deno.errors.NotCapable("Requires read access"));
  const io = new FakeIo();
  await tellOfCrashes({ folder: "c", disk }, io);
  assertStringIncludes(io.complaints, "Requires read access");
});
