import { programRig, yamlRig } from "../../cli/rig_template.ts";
import { run } from "../../cli/run.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../deps/assert.ts";
import { judgeYaml } from "../lib/rig/config/judge_yaml.ts";
import { FakeIo } from "./fake_io.ts";

/** Runs a command in an empty folder. */
async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await Deno.makeTempDir({ prefix: "readout_init_" });
  try {
    return await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

for (const name of ["rig.yaml", "own rig.yml"]) {
  Deno.test(`init writes ${name}, which check finds right as it is, without a warning`, async () => {
    await inFolder(async (folder) => {
      const path = `${folder}/${name}`;
      const io = new FakeIo();
      assertEquals(await run(["init", path], io), 0);
      assertEquals(io.output, `${path}: written; "readout check ${path}" checks it\n`);
      const checked = new FakeIo();
      assertEquals(await run(["check", path], checked), 0);
      assertStringIncludes(checked.output, "right: 0 instruments, 3 channels every 250 to 1000 ms");
      assertEquals(checked.complaints, "");
    });
  });
}

Deno.test("init writes a program that imports this library, and is right as it is", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/rig.ts`;
    assertEquals(await run(["init", path], new FakeIo()), 0);
    const library = new URL("../../mod.ts", import.meta.url).href;
    assertEquals(await Deno.readTextFile(path), programRig("rig.ts", library));
    const checked = new FakeIo();
    const code = await run(["check", path], checked);
    assertEquals([code, checked.complaints], [0, ""]);
    assertStringIncludes(checked.output, "right: 0 instruments, 4 channels every 250 to 1000 ms");
  });
});

Deno.test("every example in the YAML that init writes is right when it is uncommented", () => {
  const text = yamlRig("rig.yaml").replaceAll(/^( *)#(?![ \n])/gm, "$1");
  const { rig, warnings } = judgeYaml(text);
  assertEquals(warnings, []);
  assertEquals(Object.keys(rig.instruments ?? {}), ["dmm", "plc"]);
  assertEquals(Object.keys(rig.channels).length, 5);
  assertEquals(rig.safe?.length, 2);
  assertEquals(rig.interlocks?.["too hot"]?.then, "safe");
});

Deno.test("init leaves a file as it is that is there already", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/rig.yaml`;
    await Deno.writeTextFile(path, "mine");
    const io = new FakeIo();
    assertEquals(await run(["init", path], io), 2);
    assertStringIncludes(io.complaints, "is there already; name another file, or remove it");
    assertEquals(await Deno.readTextFile(path), "mine");
  });
});

Deno.test("init says that a folder is not there", async () => {
  await inFolder(async (folder) => {
    const io = new FakeIo();
    assertEquals(await run(["init", `${folder}/none/rig.yaml`], io), 2);
    assertStringIncludes(io.complaints, "is in a folder that is not there; make it first\n");
  });
});

Deno.test("init refuses another ending, and more than one file, and writes nothing", async () => {
  await inFolder(async (folder) => {
    for (const args of [[`${folder}/rig.json`], [`${folder}/rig`], [`${folder}/a.ts`, "b.ts"]]) {
      assertEquals(await run(["init", ...args], new FakeIo()), 2);
    }
    assertEquals([...Deno.readDirSync(folder)], []);
    await assertRejects(() => Deno.stat(`${folder}/a.ts`), Deno.errors.NotFound);
  });
});
