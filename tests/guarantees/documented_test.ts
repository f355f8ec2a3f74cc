import { ROOT } from "../architecture/project_path.ts";
import { assert, assertEquals } from "../deps/assert.ts";

const DOCUMENT = Deno.readTextFileSync(`${ROOT}docs/guarantees.md`);
/** `| what is shown | `the test's name` | [file](../tests/…) |` */
const ROW = /^\|[^|]*\| `([^`]+)` +\| \[\w+\]\(\.\.\/(tests\/[\w/]+\.ts)\)/gm;
const NAMED = [...DOCUMENT.matchAll(ROW)].map(([, name, file]) => ({ name: name!, file: file! }));

/** A test's name as it may stand in the source: `…` is whatever is filled in. */
function declaration(name: string): RegExp {
  const parts = name.split("\u2026").map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?:Deno\\.test\\(|\\bname:)\\s*["'\`]${parts.join(".+")}["'\`]`);
}

for (const { name, file } of NAMED) {
  Deno.test(`docs/guarantees.md: there is a test "${name}"`, () => {
    const source = Deno.readTextFileSync(ROOT + file).replaceAll("\\u2026", "\u2026");
    assert(declaration(name).test(source), `${file} has no such test`);
  });
}

Deno.test("docs/guarantees.md names a test for each guarantee, in each row", () => {
  const rows = DOCUMENT.split("\n").filter((it) =>
    it.startsWith("| ") && !/^\| (shown|-)/.test(it)
  );
  assertEquals(NAMED.length, rows.length);
  const sections = DOCUMENT.split(/^## (?=[GT]\d)/m).slice(1);
  assertEquals(
    sections.map((it) => /^\w+/.exec(it)![0]),
    [
      ...["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9"],
      ...["G20", "G21", "G22", "G23"],
      ...["G24", "G25", "G26", "G27", "G28", "G29"],
      ...["T7", "T8", "T10"],
    ],
  );
  for (const section of sections) assert([...section.matchAll(ROW)].length > 0, section);
});
