import { assert, assertEquals } from "../deps/assert.ts";
import { importsOf } from "./import_graph.ts";
import { ROOT } from "./project_path.ts";
import { sourceFiles } from "./source_files.ts";

/**
 * Package and version of a specifier: `["preact", "10.29.8"]`. `deno-std` is many packages in one:
 * `["deno-std/cli", "1.4.0"]`.
 */
function packageOf(specifier: string): [name: string, version: string] | undefined {
  const [, name, version, path] = /^npm:((?:@[^/]+\/)?[^@/]+)@([^/]+)(\/[^/]+)?/.exec(specifier) ??
    [];
  if (name === undefined || version === undefined) return undefined;
  return [name === "deno-std" ? name + path : name, version];
}

/** Where each third-party package is named: `preact@10.29.8` in these files. */
function packages(): Map<string, Map<string, string[]>> {
  const found = new Map<string, Map<string, string[]>>();
  for (const path of sourceFiles()) {
    const source = Deno.readTextFileSync(ROOT + path);
    const specifiers = importsOf(path, source).map(({ specifier }) => specifier);
    const pragma = /^\/\*\*.*@jsxImportSource\s+(\S+)/m.exec(source)?.[1];
    if (pragma !== undefined && path.endsWith(".tsx")) specifiers.push(pragma);
    for (const specifier of specifiers) {
      const [name, version] = packageOf(specifier) ?? [];
      if (name === undefined || version === undefined) continue;
      const versions = found.get(name) ?? new Map<string, string[]>();
      found.set(name, versions.set(version, [...versions.get(version) ?? [], path]));
    }
  }
  return found;
}

Deno.test("every third-party package has one version in the whole project", () => {
  const found = packages();
  assert(found.has("deno-std/assert"), "the search finds nothing");
  const { compilerOptions } = JSON.parse(Deno.readTextFileSync(`${ROOT}deno.json`));
  const [jsx, jsxVersion] = packageOf(compilerOptions.jsxImportSource)!;
  for (const [name, versions] of found) {
    const all = new Set(versions.keys());
    if (name === jsx) all.add(jsxVersion);
    assertEquals(all.size, 1, `${name}: ${[...all].join(", ")}`);
  }
});

Deno.test("every file in lib/deps names one third-party package, and none is named twice", () => {
  const owners = new Map<string, string>();
  for (const path of sourceFiles("lib/deps")) {
    const names = new Set(
      importsOf(path, Deno.readTextFileSync(ROOT + path))
        .map(({ specifier }) => packageOf(specifier)?.[0])
        .filter((name) => name !== undefined),
    );
    assert(names.size <= 1, `${path} names ${[...names].join(", ")}`);
    for (const name of names) {
      assertEquals(owners.get(name) ?? path, path, `${name} is named in two files`);
      owners.set(name, path);
    }
  }
});

Deno.test("every third-party package has its line in DECISIONS.md", () => {
  const decisions = Deno.readTextFileSync(`${ROOT}DECISIONS.md`);
  const missing = [...packages().keys()]
    .map((name) => name.replace(/^deno-std\/.*/, "deno-std"))
    .filter((name) => !decisions.includes(`\`${name}\``));
  assertEquals(missing, [], "write in DECISIONS.md why each is used, with its name in `backticks`");
});
