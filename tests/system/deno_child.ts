/** The longest that a test waits for a child, in ms. */
const PATIENCE_MS = 30_000;

/** How a child ended. */
export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a user has who has never seen this project: nothing but `deno`. */
export interface User extends AsyncDisposable {
  /** An empty folder, from which our `deno.json` is not seen. */
  readonly folder: string;
  /** Starts `deno` there. */
  start(...args: readonly string[]): DenoChild;
  /** Runs `deno` there to its end. */
  run(...args: readonly string[]): Promise<Ending>;
}

/**
 * Makes a user, and removes the user's folder in the end. The cache of remote modules is the user's
 * own and empty; the one of npm packages is the one of this computer.
 */
export async function newUser(): Promise<User> {
  const home = await Deno.makeTempDir({ prefix: "readout_user_" });
  const folder = `${home}/work`;
  const cache = `${home}/cache`;
  await Deno.mkdir(folder);
  await Deno.mkdir(cache);
  await Deno.symlink(await npmCache(), `${cache}/npm`);
  const start = (...args: readonly string[]) => new DenoChild(args, folder, cache);
  return {
    folder,
    start,
    async run(...args) {
      await using child = start(...args);
      return await child.ended;
    },
    [Symbol.asyncDispose]: () => Deno.remove(home, { recursive: true }),
  };
}

async function npmCache(): Promise<string> {
  const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["info", "--json"] }).output();
  const path: string = JSON.parse(new TextDecoder().decode(stdout)).npmCache;
  await Deno.mkdir(path, { recursive: true });
  return path;
}

/** A `deno` that runs as a user starts it: without a terminal, from a folder of the user's own. */
export class DenoChild implements AsyncDisposable {
  /** How it ended. */
  readonly ended: Promise<Ending>;
  readonly #process: Deno.ChildProcess;
  readonly #patience = AbortSignal.timeout(PATIENCE_MS);
  readonly #waiting = new Set<() => void>();
  #stdout = "";
  #stderr = "";
  #over = false;

  /** Starts `deno` with these arguments, in the folder `cwd`, with a cache of its own. */
  constructor(args: readonly string[], cwd: string, cache: string) {
    this.#process = new Deno.Command(Deno.execPath(), {
      args: [...args],
      cwd,
      env: { DENO_DIR: cache, DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#patience.addEventListener("abort", this.#kill);
    this.ended = this.#end([
      this.#pump(this.#process.stdout, (text) => this.#stdout += text),
      this.#pump(this.#process.stderr, (text) => this.#stderr += text),
    ]);
  }

  /** Resolves with the first match in what it has printed to standard output, or to both. */
  async printed(pattern: RegExp, where: "stdout" | "both" = "stdout"): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(where === "both" ? this.#stdout + this.#stderr : this.#stdout);
      if (match !== null) return match;
      if (this.#over) {
        throw new Error(`It ended without printing ${pattern}:\n${this.#stdout}\n${this.#stderr}`);
      }
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  /** What Ctrl-C does. */
  interrupt(): void {
    this.#process.kill("SIGINT");
  }

  /** Ends it at once, if it still runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#kill();
    await this.ended;
  }

  readonly #kill = (): void => {
    if (!this.#over) this.#process.kill("SIGKILL");
  };

  async #pump(stream: ReadableStream<Uint8Array>, add: (text: string) => void): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      add(decoder.decode(chunk, { stream: true }));
      this.#wake();
    }
  }

  async #end(pumps: readonly Promise<void>[]): Promise<Ending> {
    const { code } = await this.#process.status;
    await Promise.all(pumps);
    this.#over = true;
    this.#patience.removeEventListener("abort", this.#kill);
    this.#wake();
    return { code, stdout: this.#stdout, stderr: this.#stderr };
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
