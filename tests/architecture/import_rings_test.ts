import { assert, assertEquals } from "../deps/assert.ts";
import { importGraph } from "./import_graph.ts";
import { importRings } from "./import_rings.ts";
import { ROOT } from "./project_path.ts";
import { sourceFiles } from "./source_files.ts";

Deno.test("no files of mod.ts, lib, cli and web import one another in a ring", () => {
  const paths = sourceFiles("mod.ts", "lib", "cli", "web");
  assert(paths.length > 20, `only ${paths.length} files found`);
  const graph = importGraph(
    new Map(paths.map((path) => [path, Deno.readTextFileSync(ROOT + path)])),
  );
  assert(graph.get("mod.ts")!.includes("lib/channel/channel.ts"), "the graph has no edges");
  const rings = importRings(graph).map((ring) => ring.join(" -> "));
  assertEquals(rings, [], `Files import one another in a ring:\n${rings.join("\n")}`);
});

function ringsOf(sources: Record<string, string>): string[][] {
  return importRings(importGraph(new Map(Object.entries(sources))));
}

for (
  const [how, source] of Object.entries({
    "import": `import { a } from "../a.ts";`,
    "import type": `import type { A } from "../a.ts";`,
    "export from": `export { a } from "../a.ts";`,
    "export type from": `export type { A } from "../a.ts";`,
    "export * from": `export * from "../a.ts";`,
    "import()": `const { a } = await import("../a.ts");`,
    "import() as a type": `type A = import("../a.ts").A;`,
    "a worker's entry": `new Worker(new URL("../a.ts", import.meta.url), { type: "module" });`,
  })
) {
  Deno.test(`importRings() counts ${how}`, () => {
    const rings = ringsOf({ "lib/a.ts": `import "./b/b.ts";`, "lib/b/b.ts": source });
    assertEquals(rings, [["lib/a.ts", "lib/b/b.ts", "lib/a.ts"]]);
  });
}

Deno.test("importRings() reports each ring once, by its shortest way", () => {
  const rings = ringsOf({
    "a.ts": `import "./b.ts"; import "./c.ts";`,
    "b.ts": `import "./c.ts";`,
    "c.ts": `import "./a.ts";`,
    "d.ts": `import "./d.ts"; import "./a.ts";`,
    "e.ts": `import "./a.ts"; import "./d.ts";`,
  });
  assertEquals(rings, [["a.ts", "c.ts", "a.ts"], ["d.ts", "d.ts"]]);
});

Deno.test("importRings() finds none where two files import a third", () => {
  const rings = ringsOf({
    "a.ts": `import "./b.ts"; import "./c.ts";`,
    "b.ts": `import "./c.ts";`,
    "c.ts": `// import "./a.ts";\nconst text = 'import "./b.ts"';`,
  });
  assertEquals(rings, []);
});
