import { run } from "../../cli/run.ts";
import { encodeCrash } from "../../lib/rig/crash/encode_crash.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { sampleCrash } from "../lib/rig/crash/sample_crash.ts";
import { FakeIo } from "./fake_io.ts";

async function crash(bytes: Uint8Array): Promise<{ readonly code: number; readonly io: FakeIo }> {
  const path = await Deno.makeTempFile({ prefix: "readout_crash_" });
  try {
    await Deno.writeFile(path, bytes);
    const io = new FakeIo();
    return { code: await run(["crash", path], io), io };
  } finally {
    await Deno.remove(path);
  }
}

Deno.test("crash prints a crash file, and ends with 3 if something is not known to be safe", async () => {
  const { code, io } = await crash(encodeCrash(sampleCrash()));
  assertEquals(code, 3);
  assertStringIncludes(io.output, "NOT KNOWN TO BE SAFE: vent open\n");
});

Deno.test("crash ends with 0 if all is known to be safe", async () => {
  const steps = [{ name: "heater off", tookMs: 1, isDone: true }];
  const safe = { isOver: true, steps, notKnown: [] };
  assertEquals((await crash(encodeCrash(sampleCrash({ safe })))).code, 0);
});

Deno.test("crash says in one line that a file is none", async () => {
  const { code, io } = await crash(new TextEncoder().encode("hello"));
  assertEquals(code, 2);
  assertStringIncludes(io.complaints, "it is no JSON; should be a file that a rig left behind\n");
});

Deno.test("crash says in one line that there is no such file, and that one is needed", async () => {
  const io = new FakeIo();
  assertEquals(await run(["crash", "/nowhere/at all"], io), 2);
  assertStringIncludes(
    io.complaints,
    "there is no such file; should be a file that a rig left behind\n",
  );
  assertEquals(await run(["crash"], io), 2);
});
