/** One `deno run` command line of a document. */
export interface DocumentedCommand {
  /** As written, on one line. */
  readonly line: string;
  /** What stands between `run` and the program: Deno's own flags. */
  readonly flags: readonly string[];
  /** The program and its arguments. */
  readonly rest: readonly string[];
}

/** The `deno run` command lines in the `sh` blocks of a Markdown text; `npx -y deno@…` is `deno`. */
export function commandsOf(markdown: string): DocumentedCommand[] {
  const blocks = [...markdown.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block!);
  const lines = blocks.flatMap((block) => block.replace(/\\\n\s*/g, "").split("\n"));
  return lines
    .map((line) => line.replace(/^\s*(\$ )?npx -y deno@\S+ /, "deno ").trim())
    .filter((line) => line.startsWith("deno run "))
    .map((line) => {
      const words = wordsOf(line).slice(2);
      const program = words.findIndex((word) => !word.startsWith("-"));
      return { line, flags: words.slice(0, program), rest: words.slice(program) };
    });
}

/** A comment ends the line; quotes keep a word together; whatever only a shell does is refused. */
function wordsOf(line: string): string[] {
  const words = [...line.replace(/\s#.*$/, "").matchAll(/(?:[^\s"']|"[^"]*"|'[^']*')+/g)]
    .map(([word]) => word);
  const shell = words.find((word) => /^[^"']*[|&;<>$`*]/.test(word));
  if (shell !== undefined) {
    throw new Error(`Cannot run ${line}: "${shell}" needs a shell; a documented command is plain`);
  }
  return words.map((word) => word.replaceAll(/["']/g, ""));
}

/** What can be left out of Deno's flags: each permission, or one entry of its list. */
export function withoutEach(
  flags: readonly string[],
): { readonly name: string; readonly left: string; readonly flags: readonly string[] }[] {
  return flags.flatMap((flag, at) => {
    const [name, list] = flag.split("=");
    if (!/^--(allow|unstable)-/.test(name!)) return [];
    const entries = list?.split(",") ?? [];
    if (entries.length < 2) return [{ name: name!, left: flag, flags: flags.toSpliced(at, 1) }];
    return entries.map((entry, i) => {
      const others = `${name}=${entries.toSpliced(i, 1).join(",")}`;
      return { name: name!, left: `${name}=${entry}`, flags: flags.with(at, others) };
    });
  });
}
