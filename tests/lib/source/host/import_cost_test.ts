import { assert, assertEquals } from "../../../deps/assert.ts";

interface Module {
  readonly specifier: string;
  readonly dependencies?: readonly {
    readonly isDynamic?: boolean;
    readonly code?: { readonly specifier: string };
  }[];
}

/** Every module that `entry` loads as soon as it is imported. */
async function loadedBy(entry: string): Promise<string[]> {
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["info", "--json", "--no-lock", entry],
    stderr: "null",
  }).output();
  const { roots, modules } = JSON.parse(new TextDecoder().decode(stdout));
  const bySpecifier = new Map((modules as Module[]).map((it) => [it.specifier, it]));
  const loaded = new Set<string>();
  const todo: string[] = roots;
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    if (loaded.has(next)) continue;
    loaded.add(next);
    for (const { isDynamic, code } of bySpecifier.get(next)?.dependencies ?? []) {
      if (!isDynamic && code !== undefined) todo.push(code.specifier);
    }
  }
  return [...loaded];
}

Deno.test({
  name: "importing the host's sensors loads no package and no node: module",
  timeout: 60_000,
  fn: async () => {
    const entry = new URL("../../../../lib/source/host/host.ts", import.meta.url).href;
    const loaded = await loadedBy(entry);
    assert(loaded.some((it) => it.endsWith("/lib/source/host/deno_system.ts")), "none found");
    assertEquals(loaded.filter((it) => !it.startsWith("file:") || it.includes("/lib/deps/")), []);
  },
});
