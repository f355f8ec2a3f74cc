import type { Computed } from "./compute_entry.ts";
import type { ComputeOptions } from "./compute_in_worker.ts";
import { DEFAULT_TIMEOUT_MS } from "../base/default_timeout.ts";
import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";
import { MarkedAnswer } from "./marked_answer.ts";

/** How {@linkcode computeInProcess} calls. */
export interface ProcessOptions extends ComputeOptions {
  /** Further flags of `deno run` for the process, such as `--allow-read=data`. Default: none. */
  readonly permissions?: readonly string[] | undefined;
}

/** How much of what a process complains about is kept, in characters. */
const COMPLAINT_LIMIT = 4_096;

/**
 * Calls a function of a module in a process of its own, which is killed when the function has
 * returned, when its time is over, or when the signal aborts: also if the function loops forever,
 * which a thread of `computeInWorker()` cannot be got out of.
 *
 * The process has no permission but to import from the hosts of the module and of this library;
 * `permissions` adds to that. What it prints is thrown away. It takes some tens of milliseconds to
 * start, and is killed, too, when this program exits, unless a signal ends this program.
 *
 * This program needs `--allow-run=PATH`, where PATH is where `deno` itself is: the fault
 * `permission.missing` names it. (`--allow-run` alone serves too, and lets it run anything.)
 *
 * (Hughes, chapter 11: executor and future with timeout; there the thread goes on.)
 *
 * @typeParam R The type of the result: plain data.
 * @param url Where the module is: an absolute URL.
 * @param name The function that it exports.
 * @param args What to call it with: plain data.
 * @param options Timeout, signal, clock, flags of the process.
 * @returns What the function returned. Rejects with `timeout.worker`, with `worker.failed` if it
 * threw or its process died (the cause says what), with `permission.missing`, or with
 * `signal.reason`.
 *
 * @example A deadline that ends an endless loop
 * ```ts
 * import { rejects, strictEqual } from "node:assert/strict";
 *
 * const module = "data:text/javascript,export const add = (a, b) => a + b;" +
 *   "export const hang = () => { for (;;); }";
 * strictEqual(await computeInProcess<number>(module, "add", [1, 2], { timeoutMs: 10_000 }), 3);
 * await rejects(computeInProcess(module, "hang", [], { timeoutMs: 300 }), { code: "timeout.worker" });
 * ```
 */
export async function computeInProcess<R>(
  url: string | URL,
  name: string,
  args: readonly unknown[] = [],
  options: ProcessOptions = {},
): Promise<R> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, signal, clock = systemClock, permissions = [] } = options;
  const module = new URL(url);
  const { deserialize, serialize } = await import("../deps/node_v8.ts"); // loading it takes 5 ms
  signal?.throwIfAborted();
  const question = new Uint8Array(serialize({ url: module.href, name, args }));
  const child = spawn(module, name, permissions);

  let alive = true;
  const status = child.status.finally(() => alive = false);
  const kill = (): void => {
    if (alive) child.kill("SIGKILL");
  };
  const stop = new AbortController();
  const onAbort = (): void => stop.abort(signal?.reason);
  const cancel = clock.timer(timeoutMs, () => stop.abort(late(name, timeoutMs)));
  signal?.addEventListener("abort", onAbort, { once: true });
  stop.signal.addEventListener("abort", kill, { once: true });
  addEventListener("unload", kill);

  const answer = new MarkedAnswer();
  const complaint = new LastText(COMPLAINT_LIMIT);
  const bound = { signal: stop.signal };
  await Promise.allSettled([ // what has been killed breaks its pipes
    new Response(question).body!.pipeTo(child.stdin, bound),
    child.stdout.pipeTo(new WritableStream(answer), bound),
    child.stderr.pipeTo(new WritableStream(complaint), bound),
    status,
  ]);
  cancel();
  signal?.removeEventListener("abort", onAbort);
  removeEventListener("unload", kill);

  stop.signal.throwIfAborted();
  const ending = await status;
  const bytes = answer.bytes;
  if (!ending.success || bytes === undefined) throw died(name, ending, complaint.text);
  const computed: Computed = deserialize(bytes);
  if (computed.kind === "broke") throw failed(name, computed.fault.message, computed.fault);
  return computed.value as R;
}

/** The end of a text. */
class LastText implements UnderlyingSink<Uint8Array> {
  readonly #limit: number;
  readonly #decoder = new TextDecoder();
  text = "";

  constructor(limit: number) {
    this.#limit = limit;
  }

  write(chunk: Uint8Array): void {
    this.text = (this.text + this.#decoder.decode(chunk, { stream: true })).slice(-this.#limit);
  }
}

function spawn(module: URL, name: string, permissions: readonly string[]): Deno.ChildProcess {
  const entry = new URL("./compute_process_entry.ts", import.meta.url);
  const program = `import { answer } from ${JSON.stringify(entry.href)};` +
    `import * as module from ${JSON.stringify(module.href)};` +
    `await answer(module);`;
  const args = [
    ...["run", "--no-prompt", "--quiet", ...importsFrom(entry, module), ...permissions],
    `data:text/javascript,${encodeURIComponent(program)}`,
  ];
  const stray = permissions.find((flag) => !flag.startsWith("--"));
  if (stray !== undefined) {
    throw new TypeError(
      `Cannot compute ${name}: permissions are flags such as "--allow-read=data", got "${stray}"`,
    );
  }
  if (Deno.build.standalone) { // it would start itself again
    throw new ReadoutError(
      "worker.failed",
      `Cannot compute ${name}: a compiled program has no deno for a process; use computeInWorker()`,
    );
  }
  const path = Deno.execPath();
  const piped = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
  try {
    return new Deno.Command(path, { args, env: { NO_COLOR: "1" }, ...piped }).spawn();
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotCapable)) throw failed(name, String(cause), { cause });
    throw new ReadoutError(
      "permission.missing",
      `Cannot compute ${name}: a process needs a permission; run Deno with --allow-run=${path}`,
      { cause },
    );
  }
}

/** A process may import from where its code comes from. */
function importsFrom(...urls: readonly URL[]): string[] {
  const hosts = urls.filter(({ protocol }) => /^https?:$/.test(protocol)).map(({ host }) => host);
  return hosts.length === 0 ? [] : [`--allow-import=${hosts.join(",")}`];
}

function late(name: string, timeoutMs: number): ReadoutError {
  const text = `Cannot compute ${name}: no result in ${timeoutMs} ms; its process was ended`;
  return new ReadoutError("timeout.worker", text);
}

function failed(name: string, what: string, fault: object): ReadoutError {
  return new ReadoutError("worker.failed", `Cannot compute ${name}: it threw "${what}"`, {
    cause: Object.assign(new Error(what), fault),
  });
}

function died(name: string, { code, signal }: Deno.CommandStatus, complaint: string): ReadoutError {
  const [what = ""] = /(?<=^(?:error:|#) )\S.*/m.exec(complaint) ?? [];
  return new ReadoutError(
    "worker.failed",
    `Cannot compute ${name}: its process ended with ${signal ?? `code ${code}`} and no result: ` +
      `"${printable(what, 256)}"`,
    { cause: new Error(printable(complaint, COMPLAINT_LIMIT)) },
  );
}
