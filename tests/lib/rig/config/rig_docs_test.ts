import { assert, assertEquals } from "../../../deps/assert.ts";
import { fieldTables } from "./field_tables.ts";
import { judgeYaml } from "./judge_yaml.ts";

const TEXT = Deno.readTextFileSync(new URL("../../../../docs/rig.md", import.meta.url));

for (const [part, table] of Object.entries(await fieldTables())) {
  Deno.test(`docs/rig.md has the table of all fields of ${part}`, () => {
    const [, written = ""] = TEXT.split(`<!-- fields: ${part} -->\n`);
    assertEquals(plain(written.trimStart().split("\n\n")[0]!), plain(table));
  });
}

Deno.test("docs/rig.md has no table of something else", async () => {
  const parts = [...TEXT.matchAll(/<!-- fields: (\w+) -->/g)].map((match) => match[1]!);
  assertEquals(parts.sort(), Object.keys(await fieldTables()).sort());
});

Deno.test("each rig in docs/rig.md that is YAML is right, and without a warning", () => {
  const rigs = [...TEXT.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1]!);
  assert(rigs.length > 0);
  for (const rig of rigs) assertEquals(judgeYaml(rig).warnings, []);
});

/** A table without the spaces and dashes that a formatter puts into it. */
function plain(table: string): string[] {
  return table.trim().split("\n").map((row) =>
    row.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "-")
  );
}
