import { loadRig } from "../../../../lib/rig/config/load_rig.ts";
import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import { nextTurn } from "../../../../lib/base/system_clock.ts";
import { VirtualClock } from "../../../../lib/testing/mod.ts";
import { assertEquals, assertRejects, assertStringIncludes } from "../../../deps/assert.ts";
import { VESSEL_YAML } from "./vessel_yaml.ts";

const LOAD_RIG = new URL("../../../../lib/rig/config/load_rig.ts", import.meta.url).href;

async function withFile<T>(
  ending: string,
  content: string | Uint8Array,
  use: (path: string) => Promise<T>,
): Promise<T> {
  const path = await Deno.makeTempFile({ prefix: "readout_rig_", suffix: ending });
  try {
    await Deno.writeFile(
      path,
      typeof content === "string" ? new TextEncoder().encode(content) : content,
    );
    return await use(path);
  } finally {
    await Deno.remove(path);
  }
}

/** What is said of a file that is no rig, without its name. */
async function refusal(ending: string, content: string | Uint8Array): Promise<string> {
  return await withFile(ending, content, async (path) => {
    const { message } = await assertRejects(() => loadRig(path), RigError);
    return message.replaceAll(path, "FILE");
  });
}

for (const ending of [".yaml", ".yml", ".YAML"]) {
  Deno.test(`loadRig() loads a rig from a file ending in ${ending}`, async () => {
    await withFile(ending, VESSEL_YAML, async (path) => {
      const { rig, source, warnings } = await loadRig(path);
      assertEquals([rig.name, source, warnings], ["vessel", path, []]);
      assertEquals(rig.channels["vessel.pressure"]?.everyMs, 250);
    });
  });
}

Deno.test("loadRig() loads JSON, and knows the line of a mistake", async () => {
  const rig = { name: "r", channels: { a: { host: "cpu" } } };
  const loaded = await withFile(".json", JSON.stringify(rig, null, "\t"), (path) => loadRig(path));
  assertEquals(loaded.rig, rig as typeof loaded.rig);
  const wrong = JSON.stringify({ ...rig, nam: 1 }, null, 2);
  assertEquals(await refusal(".json", wrong), 'FILE:8:3: nam: is no field; did you mean "name"?');
});

for (const ending of [".ts", ".js", ".mjs"]) {
  Deno.test(`loadRig() loads the default export of a program ending in ${ending}`, async () => {
    const program = `export default { name: "r", channels: { a: { read: () => 5 } } };`;
    await withFile(ending, program, async (path) => {
      assertEquals((await loadRig(path)).rig.name, "r");
      assertEquals((await loadRig(new URL(`file://${path}`).href)).rig.name, "r");
    });
  });
}

Deno.test("loadRig() says what is wrong with a rig that is a program, by its fields", async () => {
  const program = `export default { name: "r", channels: { a: { host: "cpuu" } } };`;
  assertEquals(
    await refusal(".ts", program),
    'FILE: channels.a.host: is "cpuu"; should be a sensor of a computer, as "readout list" shows ' +
      'them; did you mean "cpu"?',
  );
});

for (
  const [what, ending, content, said] of [
    ["a program without a default export", ".ts", "export const rig = 5;", "no default export"],
    [
      "a program that throws, at its place",
      ...[".ts", `const a = 1;\nthrow new Error("on\x1b[2J fire");`] as const,
      "FILE:2:7: cannot be loaded (on\\x1b[2J fire); should be a program that runs",
    ],
    ["a program that throws no error", ".ts", "throw null;", "FILE: cannot be loaded (null);"],
    [
      "a program that cannot be parsed, at its place",
      ...[".ts", "export default {\n  a: [1,"] as const,
      "FILE:2:9: cannot be loaded (SyntaxError: Expression expected); should be",
    ],
    [
      "a program that imports what is not there, at its place",
      ...[".ts", `import "file:///nowhere/part.ts";`] as const,
      'FILE:1:8: cannot be loaded (Module not found "file:///nowhere/part.ts".); should be',
    ],
    ["a function", ".ts", "export default () => ({});", "FILE: is a function; should be a rig"],
    ["a class", ".ts", "export default class {}", "FILE: is a function; should be a rig"],
    [
      "a promise",
      ...[".ts", "export default (async () => { throw new Error() })();"] as const,
      'FILE: exports a promise; should be the rig itself: "export default await ..."',
    ],
    ["nothing", ".ts", "export default null;", "FILE: is empty; should be a rig"],
    [
      "a program whose rig throws when it is looked at",
      ...[
        ".ts",
        `export default { name: "r", get channels() { throw new Error("no"); } };`,
      ] as const,
      "FILE: channels: cannot be read (no); should be plain data",
    ],
    [
      "a program whose rig cannot be looked at",
      ...[
        ".ts",
        `export default new Proxy({}, { ownKeys() { throw new Error("no"); } });`,
      ] as const,
      "FILE: cannot be read (no); should be plain data",
    ],
    ["a file that is no text", ".yaml", new Uint8Array([0x6e, 0xff]), "is no UTF-8 text"],
    ["a file that is too long", ".yaml", "#".repeat(512 * 1_024 + 1), "longer than 512 KiB"],
    ["a file of another kind", ".toml", "", "is no file of a rig; should be a file ending in"],
    ["a file without an ending", "", "", "is no file of a rig; should be a file ending in"],
  ] as const
) {
  Deno.test(`loadRig() refuses ${what} by a RigError`, async () => {
    assertStringIncludes(await refusal(ending, content), said);
  });
}

Deno.test("loadRig() waits 30 s for a program that has no rig yet, or until its signal aborts", async () => {
  const gate = Promise.withResolvers<void>();
  Object.assign(globalThis, { gate: gate.promise });
  const program = "await globalThis.gate; export default {};";
  await withFile(".ts", program, async (path) => {
    const clock = new VirtualClock();
    const refused = assertRejects(() => loadRig(path, { clock }), RigError);
    while (clock.pendingTimers === 0) await nextTurn();
    await clock.advance(30_000);
    const { message } = await refused;
    assertStringIncludes(message, "cannot be loaded (Cannot load it: not done in 30000 ms)");
    assertEquals(clock.pendingTimers, 0);
    const stop = new AbortController();
    const given = loadRig(path, { clock, signal: stop.signal }).catch((thrown) => thrown);
    while (clock.pendingTimers === 0) await nextTurn();
    stop.abort("mine");
    assertEquals(await given, "mine");
    assertEquals(clock.pendingTimers, 0);
    gate.resolve();
    await assertRejects(() => loadRig(path, { clock }), RigError, "name: is missing");
  });
  Reflect.deleteProperty(globalThis, "gate");
});

Deno.test("loadRig() reads a file from Windows: a byte-order mark, and its ends of lines", async () => {
  const text = "\ufeffname: r\r\nchannels:\r\n  a: { host: cpuu }\r\n";
  assertStringIncludes(await refusal(".yaml", text), 'FILE:3:14: channels.a.host: is "cpuu"');
});

Deno.test("loadRig() refuses a file that is not there, and one that is a folder or a device", async () => {
  for (const [path, said] of [["/nowhere/rig.yaml", "is not there"], [".yaml", "is not there"]]) {
    const { message } = await assertRejects(() => loadRig(path!), RigError);
    assertStringIncludes(message, said!);
  }
  const folder = await Deno.makeTempDir({ suffix: ".yaml" });
  await Deno.symlink("/dev/zero", `${folder}/endless.yaml`);
  for (const path of [folder, `${folder}/endless.yaml`]) {
    const { message } = await assertRejects(() => loadRig(path), RigError);
    assertStringIncludes(message, "is no file");
  }
  await Deno.remove(folder, { recursive: true });
});

for (
  const [path, allowRemote, said] of [
    ["https://example.org/rig.ts", false, "a local file, unless the option allowRemote is given"],
    ["https://example.org/rig.yaml", true, "is data from another computer"],
    ["http://example.org/rig.ts", true, 'is "http", from another computer; should be a local file'],
    ["data:text/javascript,export default 5;//.js", true, 'is "data", from another computer'],
    ["npm:rig/rig.js", true, 'is "npm", from another computer'],
    ["HTTPS://example.org/rig.ts", false, "a local file, unless the option allowRemote is given"],
  ] as const
) {
  Deno.test(`loadRig() refuses ${path}${allowRemote ? " even if remote rigs are allowed" : ""}`, async () => {
    const { message } = await assertRejects(() => loadRig(path, { allowRemote }), RigError);
    assertStringIncludes(message, said);
  });
}

/** Loads a file in a process of its own with these permissions only. */
async function loadWith(flags: readonly string[], path: string): Promise<string> {
  const script = `
    import { loadRig } from ${JSON.stringify(LOAD_RIG)};
    try {
      console.log(Object.keys((await loadRig(${JSON.stringify(path)})).rig.instruments).join());
    } catch (error) {
      console.log(error.name, error.message);
    }`;
  const url = `data:text/javascript,${encodeURIComponent(script)}`;
  const args = ["run", "--no-prompt", "--quiet", "--no-check", "--no-lock", ...flags, url];
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  return new TextDecoder().decode(stdout) + new TextDecoder().decode(stderr);
}

Deno.test("loadRig() touches its file and nothing else: no device, no network", async () => {
  await withFile(".yaml", VESSEL_YAML, async (path) => {
    const flags = [`--allow-read=${path}`, "--allow-env=LOG_STREAM,LOG_TOKENS"];
    assertEquals(await loadWith(flags, path), "dmm,plc,gps,ino\n");
    const [read] = flags as [string];
    assertStringIncludes(
      await loadWith([read], path),
      "should be run with --allow-env=LOG_STREAM,LOG_TOKENS",
    );
    assertStringIncludes(await loadWith([], path), "RigError");
  });
});
