import { assert, assertEquals } from "../deps/assert.ts";
import { importsOf } from "../architecture/import_graph.ts";
import { resolveImport, ROOT } from "../architecture/project_path.ts";
import { sourceFiles } from "../architecture/source_files.ts";
import importMap from "../../web/import_map.fresh.json" with { type: "json" };

/** The two files that an import map replaces by real Fresh. */
const DOORS = ["web/fresh/mod.ts", "web/fresh/runtime.ts"];

function importsOfFile(path: string): string[] {
  return importsOf(path, Deno.readTextFileSync(ROOT + path))
    .map(({ specifier }) => specifier.startsWith(".") ? resolveImport(path, specifier) : specifier);
}

/** All that a file imports, directly or not. */
function reachedFrom(start: string): Set<string> {
  const reached = new Set<string>();
  const todo = [start];
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (reached.has(path)) continue;
    reached.add(path);
    if (/\.tsx?$/.test(path) && !DOORS.includes(path)) todo.push(...importsOfFile(path));
  }
  return reached;
}

const shape = [...sourceFiles("web/routes"), ...sourceFiles("web/islands")];

Deno.test("routes and islands reach Fresh only by its two doors", () => {
  assert(shape.length >= 4, `only ${shape.length} files found`);
  for (const start of shape) {
    const fresh = [...reachedFrom(start)].filter((path) => path.startsWith("web/fresh/"));
    assertEquals(fresh.filter((path) => !DOORS.includes(path)), [], start);
  }
});

Deno.test("no island reaches the server's half of Fresh", () => {
  for (const island of sourceFiles("web/islands")) {
    const reached = reachedFrom(island);
    assert(!reached.has("web/fresh/mod.ts"), island);
    assert(!reached.has("web/define.ts"), island);
  }
});

Deno.test("an island exports one component, its default", async () => {
  for (const island of sourceFiles("web/islands")) {
    const exported = Object.keys(await import(`../../${island}`));
    assertEquals(exported, ["default"], island);
  }
});

Deno.test("every file with JSX says how it is compiled, so that it starts from a URL", () => {
  for (const path of sourceFiles("web").filter((it) => it.endsWith(".tsx"))) {
    const lines = Deno.readTextFileSync(ROOT + path).split("\n").slice(0, 2);
    assertEquals(lines, [
      "/** @jsxRuntime automatic */",
      "/** @jsxImportSource npm:preact@10.29.8 */",
    ], path);
  }
});

Deno.test("the import map replaces the two doors by Fresh, and nothing else", () => {
  assertEquals(importMap, {
    imports: {
      "./fresh/mod.ts": "jsr:@fresh/core@^2",
      "./fresh/runtime.ts": "jsr:@fresh/core@^2/runtime",
    },
  });
});
