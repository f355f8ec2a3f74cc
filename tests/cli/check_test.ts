import { run } from "../../cli/run.ts";
import { assertEquals, assertStringIncludes } from "../deps/assert.ts";
import { VESSEL_YAML } from "../lib/rig/config/vessel_yaml.ts";
import { FakeIo } from "./fake_io.ts";

const BROKEN = `name: r
channels:
  oven:
    everyMs: fast
    host: cpu
`;

async function check(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const folder = await Deno.makeTempDir({ prefix: "readout_check_" });
  try {
    const paths = Object.keys(files).map((name) => `${folder}/${name}`);
    for (const path of paths) await Deno.writeTextFile(path, files[path.slice(folder.length + 1)]!);
    const io = new FakeIo();
    const code = await run(["check", ...paths], io);
    const short = (text: string): string => text.replaceAll(`${folder}/`, "");
    return { code, out: short(io.output), err: short(io.complaints) };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("check says in one line what is in a rig that is right, and ends with 0", async () => {
  assertEquals(await check({ "vessel.yaml": VESSEL_YAML }), {
    code: 0,
    out: "vessel.yaml: right: 4 instruments, 9 channels every 250 to 1000 ms, about 12 reads/s, " +
      "2 interlocks, 3 safe steps\n",
    err: "",
  });
});

Deno.test("check prints each mistake with its place, and ends with 2", async () => {
  const { code, out, err } = await check({ "rig.yaml": BROKEN });
  assertEquals([code, out], [2, ""]);
  assertEquals(
    err,
    `rig.yaml:4:14: channels.oven.everyMs: is "fast"; should be a time of 1 ms or more, such as ` +
      `250, "250ms", "5s", "1min" or "1h"\n`,
  );
});

Deno.test("check checks each rig, and one that is wrong is enough to end with 2", async () => {
  const right = "name: r\nchannels: { a: { host: cpu, everyMs: 300ms } }\n";
  const { code, out, err } = await check({ "a.yaml": BROKEN, "b.yaml": right, "c.yaml": BROKEN });
  assertEquals(code, 2);
  assertEquals(
    out,
    "b.yaml: right: 0 instruments, 1 channel every 300 ms, about 3.33 reads/s, 0 interlocks, " +
      "0 safe steps\n",
  );
  assertEquals(err.match(/^[ac]\.yaml:4:14: /gm)?.length, 2);
});

Deno.test("check warns of what is only suspicious, and ends with 0", async () => {
  const rig = "name: r\nchannels: { a: { host: cpu, critical: true } }\n";
  const { code, err } = await check({ "rig.yaml": rig });
  assertEquals(code, 0);
  assertStringIncludes(err, "rig.yaml:2:39: warning: channels.a.critical: is true, and this rig");
});

Deno.test("check refuses a rig from another computer in one line", async () => {
  const io = new FakeIo();
  assertEquals(await run(["check", "https://example.org/rig.ts"], io), 2);
  assertEquals(
    io.complaints,
    'https://example.org/rig.ts: is "https", from another computer; should be a local file, ' +
      "unless the option allowRemote is given\n",
  );
});

Deno.test("check --schema prints a JSON schema, and takes no rig", async () => {
  const io = new FakeIo();
  assertEquals(await run(["check", "--schema"], io), 0);
  assertEquals(JSON.parse(io.output).title, "A rig of Readout");
  assertEquals(await run(["check", "--schema", "rig.yaml"], new FakeIo()), 2);
});

Deno.test("check without a rig is wrong usage", async () => {
  const io = new FakeIo();
  assertEquals(await run(["check"], io), 2);
  assertStringIncludes(io.complaints, "Cannot check: it takes a rig or more");
});
