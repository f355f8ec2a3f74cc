import { CrashFiles } from "../../../../lib/rig/crash/crash_files.ts";
import { parseCrash } from "../../../../lib/rig/crash/parse_crash.ts";
import { systemCrashDisk } from "../../../../lib/rig/crash/system_crash_disk.ts";
import { ReadoutError } from "../../../../lib/base/readout_error.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../../../deps/assert.ts";
import { MemoryDisk } from "./memory_disk.ts";
import { sampleCrash } from "./sample_crash.ts";

Deno.test("CrashFiles writes beside the place and renames, so that a file is whole or not there", async () => {
  const disk = new MemoryDisk();
  const path = await new CrashFiles("c", disk).write(sampleCrash());
  assertEquals(path, "c/crash-20261122T123000Z-4711.json");
  assertEquals(disk.done, [`write ${path}.part`, `rename ${path}.part ${path}`]);
  assertEquals(parseCrash(new TextDecoder().decode(disk.files.get(path))), sampleCrash());
});

Deno.test("CrashFiles knows which files nobody has been told of", async () => {
  const disk = new MemoryDisk();
  const files = new CrashFiles("c", disk);
  assertEquals(await files.untold(), []);
  const path = await files.write(sampleCrash());
  assertEquals(await files.untold(), [path]);
  const later = await files.write(sampleCrash({ at: "2026-11-22T12:30:01.000Z" }));
  await files.markTold([path]);
  assertEquals(await files.untold(), [later], "that came after the telling");
  await files.markTold([later]);
  assertEquals(await files.untold(), []);
});

Deno.test("CrashFiles tells of a new file, and keeps it, if the clock was set back", async () => {
  const disk = new MemoryDisk();
  const files = new CrashFiles("c", disk);
  for (let second = 10; second < 30; second++) {
    await files.write(sampleCrash({ at: `2026-11-22T12:30:${second}.000Z` }));
  }
  await files.markTold(await files.untold());
  const path = await files.write(sampleCrash({ at: "1970-01-01T00:00:01.000Z" }));
  assertEquals(await files.untold(), [path]);
});

Deno.test("CrashFiles keeps the newest 20, and leaves other files alone", async () => {
  const disk = new MemoryDisk();
  disk.files.set("c/notes.txt", new Uint8Array());
  const files = new CrashFiles("c", disk);
  for (let second = 10; second < 35; second++) {
    await files.write(sampleCrash({ at: `2026-11-22T12:30:${second}.000Z` }));
  }
  const names = [...disk.files.keys()].toSorted();
  assertEquals(names.length, 21);
  assertStringIncludes(names[0]!, "T123015Z");
  assertEquals(disk.files.has("c/notes.txt"), true);
});

Deno.test("what a process left half written is never told of, and goes like the others", async () => {
  const disk = new MemoryDisk();
  const half = "c/crash-20250101T000000Z-1.json.part";
  disk.files.set(half, new Uint8Array());
  const files = new CrashFiles("c", disk);
  assertEquals(await files.untold(), []);
  for (let second = 10; second < 30; second++) {
    await files.write(sampleCrash({ at: `2026-11-22T12:30:${second}.000Z` }));
  }
  assertEquals(disk.files.has(half), false);
  assertEquals(disk.files.size, 20);
});

Deno.test("CrashFiles says where it could not write, and why", async () => {
  const disk = new MemoryDisk();
  disk.rename = () => Promise.reject(new Error("No space left on device"));
  const writing = () => new CrashFiles("c", disk).write(sampleCrash());
  const error = await assertRejects(writing, ReadoutError, "No space left on device");
  assertEquals(error.code, "source.failed");
  assertEquals(disk.files.size, 0, "what was begun is taken away");
});

Deno.test("CrashFiles on a real disk are for this user alone", async () => {
  const folder = await Deno.makeTempDir({ prefix: "readout_crash_" });
  try {
    const files = new CrashFiles(`${folder}/a/b`, systemCrashDisk);
    assertEquals(await files.untold(), []);
    const path = await files.write(sampleCrash());
    const { mode } = await Deno.stat(path);
    assertEquals(mode! & 0o777, 0o600);
    assertEquals((await files.untold()).length, 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
