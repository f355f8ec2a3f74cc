import { assertEquals } from "../deps/assert.ts";
import { ZONES } from "./layers.ts";
import { ROOT } from "./project_path.ts";

Deno.test("lib/README.md says of every folder what layers.ts says: what it may import", () => {
  const text = Deno.readTextFileSync(`${ROOT}lib/README.md`);
  const rows = text.matchAll(/^\| \[(\w+)\/\]\(\1\/\)\s*\|.*\|\s*([^|]+?)\s*\|$/gm);
  const said = Object.fromEntries([...rows].map(([, folder, list]) => [folder, list]));

  const folders = [...Deno.readDirSync(`${ROOT}lib`)]
    .filter(({ isDirectory }) => isDirectory)
    .map(({ name }) => name)
    .sort();
  const meant = folders.map((folder) => {
    const zones = ZONES[`lib/${folder}`] ?? [];
    return [folder, zones.map((zone) => zone.replace("lib/", "")).join(", ") || "nothing"];
  });
  assertEquals(said, Object.fromEntries(meant));
});
