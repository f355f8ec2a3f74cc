import { ROOT } from "./architecture/project_path.ts";
import { sourceFiles } from "./architecture/source_files.ts";

/** The examples in docstrings and documents, as `deno test --doc` takes them. */
export interface Examples {
  /** The files with examples. */
  readonly files: readonly string[];
  /** Finds the names of the tests that `deno test` makes of those that are to be run. */
  readonly isRun: RegExp;
}

/**
 * Finds the examples in the docstrings of what is shipped, and in `docs/`. One marked `no-eval`,
 * such as a server that goes on until it is stopped, is type-checked and not run; one marked
 * `ignore` neither.
 */
export function findExamples(): Examples {
  const files = [...sourceFiles("mod.ts", "lib", "cli", "web"), ...documents()];
  const examples = files.flatMap((path) =>
    examplesOf(Deno.readTextFileSync(ROOT + path)).map((example) => ({ path, ...example }))
  );
  const names = examples.filter(({ isRun }) => isRun)
    .map(({ path, line }) => `${path}#${line}-`.replaceAll(/[.()[\]]/g, "\\$&"));
  return {
    files: [...new Set(examples.map(({ path }) => path))],
    isRun: new RegExp(names.join("|")),
  };
}

function documents(): string[] {
  return [...Deno.readDirSync(`${ROOT}docs`)].map(({ name }) => `docs/${name}`)
    .filter((path) => path.endsWith(".md")).sort();
}

/** The examples of a file or a document: the line where each begins, and whether it is to be run. */
export function examplesOf(source: string): { readonly line: number; readonly isRun: boolean }[] {
  let isOpen = false;
  return source.split("\n").flatMap((text, i) => {
    const fence = /^\s*(?:\*\s*)?```\s*(.*)$/.exec(text)?.[1];
    if (fence === undefined) return [];
    isOpen = !isOpen;
    const [language = "", ...marks] = fence.trim().split(/\s+/);
    if (!isOpen || !/^[tj]sx?$/.test(language) || marks.includes("ignore")) return [];
    return [{ line: i + 1, isRun: !marks.includes("no-eval") }];
  });
}
