import type { ImportGraph } from "./import_graph.ts";

/**
 * The rings of a graph: one for each group of files that import one another, as the shortest way
 * from its first file back to it: `["a.ts", "b.ts", "a.ts"]`.
 */
export function importRings(graph: ImportGraph): string[][] {
  const rings: string[][] = [];
  const seen = new Set<string>();
  for (const start of [...graph.keys()].sort()) {
    if (seen.has(start)) continue;
    const ring = wayBack(graph, start);
    if (ring === undefined) continue;
    rings.push(ring);
    for (const path of graph.keys()) { // the rest of the group
      if (reaches(graph, start, path) && reaches(graph, path, start)) seen.add(path);
    }
  }
  return rings;
}

/** The shortest way from a file back to itself; nothing if there is none. */
function wayBack(graph: ImportGraph, start: string): string[] | undefined {
  const ways: string[][] = [[start]];
  const visited = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of graph.get(way.at(-1)!) ?? []) {
      if (next === start) return [...way, next];
      if (visited.has(next)) continue;
      visited.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

function reaches(graph: ImportGraph, from: string, to: string): boolean {
  const todo = [from];
  const visited = new Set<string>();
  for (let path = todo.pop(); path !== undefined; path = todo.pop()) {
    if (path === to) return true;
    if (visited.has(path)) continue;
    visited.add(path);
    todo.push(...graph.get(path) ?? []);
  }
  return false;
}
