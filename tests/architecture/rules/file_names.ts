import { projectPath } from "../project_path.ts";

const SNAKE_CASE = /^\.?[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
/** `2_4_1_queue`: an example may begin with the section of a book. */
const EXAMPLE = /^(\d+_)*[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
const ISLAND = /^[A-Z][A-Za-z0-9]*$/;
/** `_app`, `index`, `[id]`, `[...path]`, `(group)`: file routes are named as Fresh says. */
const ROUTE = /^(_?[a-z][a-z0-9-]*|\[(\.\.\.)?[a-z][a-zA-Z0-9_]*\]|\(_?[a-z][a-z0-9-]*\))$/;

const NO_NAMES: readonly string[] = [
  "util",
  "utils",
  "helper",
  "helpers",
  "common",
  "misc",
  "shared",
  "types",
  "index",
];

/** A file is named for what it exports, in snake_case; so is a folder. */
export const fileNames: Deno.lint.Rule = {
  create(ctx) {
    const path = projectPath(ctx.filename);
    return {
      Program(node) {
        const message = objection(path);
        if (message !== undefined) {
          ctx.report({ range: [node.range[0], node.range[0]], message });
        }
      },
    };
  },
};

function objection(path: string): string | undefined {
  const places = path.replace(/(\.d)?\.tsx?$/, "").split("/");
  for (const [depth, name] of places.entries()) {
    const { pattern, what } = expected(path, depth, depth === places.length - 1);
    if (!pattern.test(name)) {
      return `Cannot keep the name "${name}" in ${path}: it should be ${what}`;
    }
    if (NO_NAMES.includes(name) && pattern !== ROUTE) {
      return `Cannot keep the name "${name}" in ${path}: it says nothing; ` +
        `name the file for what it exports`;
    }
  }
  return undefined;
}

function expected(path: string, depth: number, isFile: boolean): { pattern: RegExp; what: string } {
  if (path.startsWith("web/routes/") && depth >= 2) {
    return { pattern: ROUTE, what: "a Fresh route" };
  }
  if (path.startsWith("web/islands/") && isFile && path.endsWith(".tsx")) {
    return { pattern: ISLAND, what: "PascalCase" };
  }
  if (path.startsWith("examples/") && isFile) return { pattern: EXAMPLE, what: "snake_case" };
  return { pattern: SNAKE_CASE, what: "snake_case" };
}
