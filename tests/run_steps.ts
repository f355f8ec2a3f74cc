import { ROOT } from "./architecture/project_path.ts";
import { sourceFiles } from "./architecture/source_files.ts";
import { install } from "./install_debian.ts";
import { findExamples } from "./run_examples.ts";
import { type CommandResult, runDeno } from "./run_command.ts";
import { oneCheck, type Outcome } from "./run_outcome.ts";
import { runTests } from "./run_tests.ts";

/** One step of the run. */
export interface Step {
  readonly name: string;
  readonly what: string;
  readonly run: () => Promise<Outcome>;
}

/** Every step, in order. */
export const STEPS: readonly Step[] = [
  {
    name: "install",
    what: "what the tests need from Debian",
    run: async () => oneCheck(await install()),
  },
  {
    name: "format",
    what: "deno fmt --check",
    run: async () => oneCheck(await runDeno("fmt", "--check")),
  },
  {
    name: "lint",
    what: "deno lint, with the rules of the house",
    run: async () => oneCheck(await runDeno("lint")),
  },
  {
    name: "types",
    what: "deno check of every file, against the lock file",
    run: async () => oneCheck(await runDeno("check", "--frozen", ...sourceFiles())),
  },
  {
    name: "docs",
    what: "deno doc --lint of every door",
    run: async () => oneCheck(await runDeno("doc", "--lint", ...doors())),
  },
  {
    name: "publish",
    what: "deno publish --dry-run",
    run: async () => oneCheck(await runDeno("publish", "--dry-run", "--allow-dirty")),
  },
  {
    name: "bundle",
    what: "what runs in the browser, as one script",
    run: async () => oneCheck(await bundle()),
  },
  {
    name: "examples",
    what: "the examples in the docstrings and the documents",
    run: () => {
      const { files, isRun } = findExamples();
      return runTests(["--doc", `--filter=${isRun}`, ...files], (name) => !isRun.test(name));
    },
  },
  {
    name: "architecture",
    what: "who may import whom, and the other rules of the house",
    run: () => runKind("architecture"),
  },
  {
    name: "unit",
    what: "one thing at a time, in virtual time",
    run: () => runKind("unit", "--parallel"),
  },
  {
    name: "property",
    what: "rules that hold for any input",
    run: () => runKind("property", "--parallel"),
  },
  {
    name: "system",
    what: "the command line, the page, examples and imports from a URL, as a user runs them",
    run: () => runKind("system"),
  },
  {
    name: "peers",
    what: "programs that nobody here wrote, at the other end of a wire",
    run: () => runKind("peers"),
  },
  {
    name: "browser",
    what: "the page in a real browser",
    run: () => runKind("browser"),
  },
];

/** Also fetches the bundler, so that no test waits for it, or finds its messages in an output. */
async function bundle(): Promise<CommandResult> {
  const folder = await Deno.makeTempDir({ prefix: "readout_bundle_" });
  try {
    const output = `--output=${folder}/client.js`;
    return await runDeno("bundle", "--platform=browser", output, "web/client.ts");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

type Kind = "architecture" | "system" | "peers" | "browser" | "property" | "unit";

/** Runs the test files of a kind; each file is of exactly one, so none is forgotten. */
function runKind(kind: Kind, ...flags: readonly string[]): Promise<Outcome> {
  const files = sourceFiles("tests").filter((it) => /_test\.tsx?$/.test(it) && kindOf(it) === kind);
  if (files.length === 0) throw new Error(`There is no ${kind} test`);
  return runTests([...flags, ...files]);
}

/** By its folder, or else by what it imports. */
function kindOf(path: string): Kind {
  if (path.startsWith("tests/architecture/")) return "architecture";
  const source = Deno.readTextFileSync(ROOT + path);
  if (/\/(browser_page|deps\/playwright)\.ts"/.test(source)) return "browser";
  if (path.startsWith("tests/peers/")) return "peers";
  if (/^tests\/(system|examples)\//.test(path)) return "system";
  return source.includes('/deps/fast_check.ts"') ? "property" : "unit";
}

/** The files that others import: `exports` in `deno.json`. */
function doors(): string[] {
  const { exports } = JSON.parse(Deno.readTextFileSync(`${ROOT}deno.json`));
  // What `observe()` returns is RxJS's own type, which is RxJS's to document.
  return Object.values<string>(exports).filter((door) => !door.includes("lib/reactive/"));
}
