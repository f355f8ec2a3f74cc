import { importVisitor } from "../import_visitor.ts";
import type { Import } from "../import_visitor.ts";
import { EXCEPTIONS, SEALED, ZONES } from "../layers.ts";
import { isRelative, projectPath, resolveImport } from "../project_path.ts";

/** Imports go inward, as `layers.ts` says. */
export const layers: Deno.lint.Rule = {
  create(ctx) {
    const from = projectPath(ctx.filename);
    return importVisitor(({ specifier, how, node }) => {
      if (!isRelative(specifier)) return;
      const message = trespass(from, resolveImport(from, specifier), how);
      if (message !== undefined) ctx.report({ node, message });
    });
  },
};

/** Why the file `from` may not import the file `to`; nothing if it may. */
function trespass(from: string, to: string, how: Import["how"]): string | undefined {
  const zone = zoneOf(from);
  const cannot = `Cannot import ${to} into ${from}:`;
  if (zone === undefined) return `${cannot} tests/architecture/layers.ts has no zone for ${from}`;
  if (EXCEPTIONS.some((it) => it.from === from && it.to === to && it.how === how)) return;
  const sealed = SEALED.find((folder) => zone === folder);
  if (sealed !== undefined && isWithin(to, sealed)) {
    const [mine, theirs] = [pluginOf(from, sealed), pluginOf(to, sealed)];
    if (mine !== undefined && theirs !== undefined && mine !== theirs) {
      return `${cannot} the folders in ${sealed} never import a sibling; ` +
        `move what both need to lib/base`;
    }
  }
  if (to.endsWith("/mod.ts") && from.startsWith(to.slice(0, -"mod.ts".length))) {
    return `${cannot} a door is for those outside; import the file that defines it`;
  }
  if (isWithin(to, zone)) return;
  const allowed = ZONES[zone]!;
  const taken = allowed.some((it) => it.startsWith("!") && isWithin(to, it.slice(1)));
  if (!taken && allowed.some((it) => isWithin(to, it))) return;
  const list = allowed.length === 0 ? "nothing" : allowed.join(", ");
  return `${cannot} besides itself, ${zone} may import ${list} (tests/architecture/layers.ts)`;
}

function zoneOf(path: string): string | undefined {
  return Object.keys(ZONES)
    .filter((zone) => isWithin(path, zone))
    .sort((a, b) => b.length - a.length)[0];
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** The plugin's folder in a sealed zone; nothing for a file that lies beside the plugins. */
function pluginOf(path: string, sealed: string): string | undefined {
  const [first, ...rest] = path.slice(sealed.length + 1).split("/");
  return rest.length === 0 ? undefined : first;
}
