import { ROOT } from "./project_path.ts";

const SKIPPED: readonly string[] = ["node_modules", "coverage", ".git", "output"];

/** The `.ts` and `.tsx` files of the project, or of some of its folders and files, in order. */
export function sourceFiles(...places: readonly string[]): string[] {
  const found = places.length === 0 ? walk("") : places.flatMap((place) => {
    const info = Deno.statSync(ROOT + place);
    return info.isFile ? [place] : walk(`${place}/`);
  });
  return found.filter((path) => /\.tsx?$/.test(path)).sort();
}

function walk(folder: string): string[] {
  return [...Deno.readDirSync(ROOT + folder)].flatMap(({ name, isDirectory }) => {
    if (SKIPPED.includes(name)) return [];
    return isDirectory ? walk(`${folder}${name}/`) : [folder + name];
  });
}
