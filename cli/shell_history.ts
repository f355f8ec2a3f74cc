/** What was typed into `readout shell` before. */
export class ShellHistory {
  readonly #path: string | undefined;

  /** Finds its place: `$XDG_STATE_HOME/readout/history`, or `~/.local/state/readout/history`. */
  constructor(env: (name: string) => string | undefined = (name) => Deno.env.get(name)) {
    const home = env("HOME");
    const state = env("XDG_STATE_HOME") ??
      (home === undefined ? undefined : `${home}/.local/state`);
    this.#path = state === undefined ? undefined : `${state}/readout/history`;
  }

  /** The lines, the oldest first; none if there is no such file. */
  async load(): Promise<readonly string[]> {
    if (this.#path === undefined) return [];
    try {
      return (await Deno.readTextFile(this.#path)).split("\n").filter((line) => line !== "");
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return [];
      throw error;
    }
  }

  /** Keeps the lines for the next time, for this user alone. */
  async save(lines: readonly string[]): Promise<void> {
    if (this.#path === undefined || lines.length === 0) return;
    await Deno.mkdir(this.#path.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(this.#path, `${lines.join("\n")}\n`, { mode: 0o600 });
  }
}
