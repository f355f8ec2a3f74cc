import { ROOT } from "./architecture/project_path.ts";

/** How long one command may take before it is stopped, in ms. */
const LIMIT_MS = 240_000;
/** How long after its end a command's output is waited for, if something it left holds the pipe. */
const DRAIN_MS = 1_000;

/** What a command did. */
export interface CommandResult {
  /** Whether it ended by itself, with exit code 0. */
  readonly ok: boolean;
  /** What it printed, both streams in the order of arrival. */
  readonly output: string;
}

/** Runs a command in the project's folder, without standard input, for a bounded time. */
export async function runCommand(
  command: string,
  args: readonly string[],
  limitMs = LIMIT_MS,
): Promise<CommandResult> {
  const child = new Deno.Command(command, {
    args: [...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const chunks: string[] = [];
  const drained = new AbortController();
  const pumps = [child.stdout, child.stderr].map((stream) =>
    stream.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({ write: (chunk) => void chunks.push(chunk) }),
      { signal: drained.signal },
    )
  );
  const limit = AbortSignal.timeout(limitMs);
  const stop = () => child.kill("SIGKILL");
  limit.addEventListener("abort", stop);
  const { success } = await child.status;
  limit.removeEventListener("abort", stop);

  AbortSignal.timeout(DRAIN_MS).addEventListener("abort", () => drained.abort());
  await Promise.allSettled(pumps);
  if (limit.aborted) chunks.push(`\nStopped: it took more than ${limitMs / 1_000} s\n`);
  return { ok: success, output: chunks.join("") };
}

/** Runs `deno`, the one that runs this. */
export function runDeno(...args: readonly string[]): Promise<CommandResult> {
  return runCommand(Deno.execPath(), args);
}
