import { ROOT } from "../architecture/project_path.ts";

/** The longest that a test waits for a process, in ms. */
const PATIENCE_MS = 30_000;
const MAIN = `${ROOT}cli/main.ts`;

/** How a process ended, and what it printed. */
export interface Ending {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `readout` as a user runs it: into pipes, or on a terminal. */
export class ReadoutProcess implements AsyncDisposable {
  /** How it ended. */
  readonly ended: Promise<Ending>;
  readonly #child: Deno.ChildProcess;
  readonly #patience = AbortSignal.timeout(PATIENCE_MS);
  readonly #reader: ReadableStreamDefaultReader<string>;
  #stdout = "";
  #over = false;

  /** Starts a program whose output is read. */
  constructor(program: string, args: readonly string[], env: Readonly<Record<string, string>>) {
    this.#child = new Deno.Command(program, {
      args: [...args],
      env: { NO_COLOR: "", DENO_NO_UPDATE_CHECK: "1", ...env },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    this.#patience.addEventListener("abort", this.#kill);
    this.#reader = this.#child.stdout.pipeThrough(new TextDecoderStream()).getReader();
    this.ended = this.#end(new Response(this.#child.stderr).text());
  }

  /** Reads standard output until the pattern is found in it; `undefined` if it never is. */
  async printed(pattern: RegExp): Promise<RegExpExecArray | undefined> {
    for (;;) {
      const match = pattern.exec(this.#stdout);
      if (match !== null) return match;
      if (!await this.#read()) return undefined;
    }
  }

  /** Reads standard output to its end. */
  async rest(): Promise<string> {
    while (await this.#read());
    return this.#stdout;
  }

  /** Stops reading standard output, as `head -1` does. */
  async closeOutput(): Promise<void> {
    await this.#reader.cancel();
  }

  /** Sends a signal. */
  signal(name: Deno.Signal): void {
    this.#child.kill(name);
  }

  /** Types on its terminal. */
  async type(keys: string): Promise<void> {
    const writer = this.#child.stdin.getWriter();
    await writer.write(new TextEncoder().encode(keys));
    writer.releaseLock();
  }

  /** Ends it at once, if it still runs. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#kill();
    await this.ended;
    await this.#reader.cancel();
    await this.#child.stdin.abort().catch(() => {}); // its other end is gone
  }

  readonly #kill = (): void => {
    if (!this.#over) this.#child.kill("SIGKILL");
  };

  async #read(): Promise<boolean> {
    const { value } = await this.#reader.read();
    this.#stdout += value ?? "";
    return value !== undefined;
  }

  async #end(complaints: Promise<string>): Promise<Ending> {
    const { code } = await this.#child.status;
    this.#over = true;
    this.#patience.removeEventListener("abort", this.#kill);
    return { code, stdout: this.#stdout, stderr: await complaints };
  }
}

/** Starts `readout` with its output in pipes, and all permissions unless `flags` say otherwise. */
export function startReadout(args: readonly string[], flags = ["-A"]): ReadoutProcess {
  const all = ["run", "--no-prompt", "--unstable-bundle", ...flags, MAIN, ...args];
  return new ReadoutProcess(Deno.execPath(), all, {});
}

/** Runs `readout` to its end. */
export async function runReadout(args: readonly string[], flags?: string[]): Promise<Ending> {
  await using process = startReadout(args, flags);
  const stdout = await process.rest();
  return { ...await process.ended, stdout };
}

/** Starts `readout` on a terminal of its own, of this size. */
export function startOnTerminal(
  args: readonly string[],
  size: { readonly columns: number; readonly rows: number },
  env: Readonly<Record<string, string>> = {},
): ReadoutProcess {
  const command = [Deno.execPath(), "run", "-q", "--no-prompt", "-A", MAIN, ...args];
  const line = `stty cols ${size.columns} rows ${size.rows}; exec ${command.join(" ")}`;
  return new ReadoutProcess("script", ["-qec", line, "/dev/null"], { SHELL: "/bin/sh", ...env });
}
