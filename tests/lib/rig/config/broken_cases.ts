/** A rig that cannot be, and what is said of it. */
export interface BrokenCase {
  readonly title: string;
  readonly yaml: string;
  /** One line for each problem. */
  readonly said: string;
}

/** The cases of the files in `broken/`: `### title`, the rig, `>>>`, what is said of it. */
export function brokenCases(): BrokenCase[] {
  const folder = new URL("broken/", import.meta.url);
  const files = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
  return files.flatMap((name) => {
    const text = Deno.readTextFileSync(new URL(name, folder));
    return text.split(/^### /m).slice(1).map((part) => {
      const [rest = "", said = ""] = part.split(/^>>>\n/m);
      const end = rest.indexOf("\n");
      const title = `${name.replace(".txt", "")}: ${rest.slice(0, end)}`;
      return { title, yaml: rest.slice(end + 1), said: said.trimEnd() };
    });
  });
}
