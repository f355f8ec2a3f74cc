import { assertEquals } from "../deps/assert.ts";
import { LONG_FILES, reasonFor } from "./exceptions.ts";
import { ROOT } from "./project_path.ts";
import { sourceFiles } from "./source_files.ts";

const LIMIT_LINES = 300;

Deno.test(`no file is longer than ${LIMIT_LINES} lines, but for those that say why`, () => {
  const long = sourceFiles()
    .map((path) => ({ path, lines: Deno.readTextFileSync(ROOT + path).split("\n").length - 1 }))
    .filter(({ path, lines }) => lines > LIMIT_LINES && reasonFor(path, LONG_FILES) === undefined)
    .map(({ path, lines }) => `${path}: ${lines} lines`);
  assertEquals(long, [], `split them, or give a reason in LONG_FILES:\n${long.join("\n")}`);
});

Deno.test("every file in LONG_FILES is still long", () => {
  const short = Object.keys(LONG_FILES).filter((path) =>
    Deno.readTextFileSync(ROOT + path).split("\n").length - 1 <= LIMIT_LINES
  );
  assertEquals(short, []);
});
