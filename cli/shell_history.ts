/**
 * What was typed into `readout shell` before. Without the permissions for it (`--allow-env`,
 * `--allow-read`, `--allow-write`) there is none, and that is all.
 */
export class ShellHistory {
  readonly #path: string | undefined;

  /** Finds its place: `$XDG_STATE_HOME/readout/history`, or `~/.local/state/readout/history`. */
  constructor(env: (name: string) => string | undefined = allowedEnv) {
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
      if (error instanceof Deno.errors.NotFound || isForbidden(error)) return [];
      throw error;
    }
  }

  /** Keeps the lines for the next time, for this user alone. */
  async save(lines: readonly string[]): Promise<void> {
    if (this.#path === undefined || lines.length === 0) return;
    try {
      await Deno.mkdir(this.#path.replace(/\/[^/]*$/, ""), { recursive: true });
      await Deno.writeTextFile(this.#path, `${lines.join("\n")}\n`, { mode: 0o600 });
    } catch (error) {
      if (!isForbidden(error)) throw error;
    }
  }
}

function allowedEnv(name: string): string | undefined {
  const { state } = Deno.permissions.querySync({ name: "env", variable: name });
  return state === "granted" ? Deno.env.get(name) : undefined;
}

function isForbidden(error: unknown): boolean {
  return error instanceof Deno.errors.NotCapable;
}
