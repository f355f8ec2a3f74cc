import { type Import, importVisitor } from "./import_visitor.ts";
import { isRelative, resolveImport } from "./project_path.ts";

/** Which files each file imports, by path. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** Every import of a source text, type-only and dynamic ones and worker entries too. */
export function importsOf(path: string, source: string): Omit<Import, "node">[] {
  const imports: Omit<Import, "node">[] = [];
  const collector: Deno.lint.Plugin = {
    name: "collector",
    rules: {
      imports: {
        create: () => importVisitor(({ specifier, how }) => imports.push({ specifier, how })),
      },
    },
  };
  Deno.lint.runPlugin(collector, path, source);
  return imports;
}

/** The graph of some files, given by path and source text; imports of other files are left out. */
export function importGraph(sources: ReadonlyMap<string, string>): ImportGraph {
  const graph = new Map<string, readonly string[]>();
  for (const [path, source] of sources) {
    const targets = importsOf(path, source)
      .filter(({ specifier }) => isRelative(specifier))
      .map(({ specifier }) => resolveImport(path, specifier))
      .filter((target) => sources.has(target));
    graph.set(path, [...new Set(targets)]);
  }
  return graph;
}
