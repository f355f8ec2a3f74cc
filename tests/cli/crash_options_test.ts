import { crashOptions } from "../../cli/crash_options.ts";
import { tellOfCrashes } from "../../cli/tell_of_crashes.ts";
import { CrashFiles } from "../../lib/rig/crash/crash_files.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { MemoryDisk } from "../lib/rig/crash/memory_disk.ts";
import { sampleCrash } from "../lib/rig/crash/sample_crash.ts";
import { FakeIo } from "./fake_io.ts";

function options(
  folder: string | undefined,
  environment: Parameters<typeof crashOptions>[2],
): ReturnType<typeof crashOptions> {
  return crashOptions("nowhere.ts", folder, environment);
}

function environment(
  variables: Readonly<Record<string, string>>,
): Parameters<typeof crashOptions>[2] {
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
  Deno.test(`crash files are left in ${folder} if the environment is ${JSON.stringify(variables)}`, async () => {
    assertEquals((await options(undefined, environment(variables)))?.folder, folder);
  });
}

Deno.test("crash files are left where the user wants them", async () => {
  assertEquals((await options("here", environment({ HOME: "/home/me" })))?.folder, "here");
});

Deno.test("what the environment calls a secret is one", async () => {
  const variables = {
    HOME: "/home/me",
    LAB_TOKEN: "abcdefgh",
    PGPASSWORD: "hunter22",
    LANG: "C",
    PWD: "/lab",
  };
  const { secrets } = (await options(undefined, environment(variables)))!;
  assertEquals(secrets, ["abcdefgh", "hunter22"]);
});

Deno.test("without the permission to look, there is no folder but the one that was asked for", async () => {
  const refuse = (): never => {
    throw new Deno.errors.NotCapable("Requires env access");
  };
  const none = { get: refuse, toObject: refuse };
  assertEquals(await options(undefined, none), undefined);
  const config = { path: "nowhere.ts", sha256: undefined };
  assertEquals(await options("here", none), { folder: "here", secrets: [], config });
});

Deno.test("the file of the rig, and what it said, are known by its path and its SHA-256", async () => {
  const path = await Deno.makeTempFile({ prefix: "readout_rig_" });
  try {
    await Deno.writeTextFile(path, "abc");
    const { config } = (await crashOptions(path, "here"))!;
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertEquals(config, { path, sha256 });
  } finally {
    await Deno.remove(path);
  }
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
