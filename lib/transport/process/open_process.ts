import type { AbortOptions } from "../../contract/abort_options.ts";
import type { Clock } from "../../contract/clock.ts";
import type { Transport } from "../../contract/transport.ts";
import { openingFailed } from "../dial.ts";
import { ProcessTransport } from "./process_transport.ts";

/** Which program to talk to, and how. */
export interface ProcessOptions extends AbortOptions {
  /** The program: a path, or a name that is looked for on the `PATH`. */
  readonly command: string;
  /** What it is given, each as it is: there is no shell. Default: nothing. */
  readonly args?: readonly string[] | undefined;
  /**
   * How long it may take to end when its input is closed, and again after `SIGTERM`, in ms.
   * Default: 1000.
   */
  readonly closeTimeoutMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Starts a program and talks to it: what is written is its standard input, what is read its standard
 * output. If it fails, the error ends with what it said last on its standard error.
 *
 * Closing closes its input, and ends it if it does not end then: by `SIGTERM`, and at last by
 * `SIGKILL`.
 *
 * Needs `--allow-run=COMMAND`. A program is not bound by Deno's permissions: allow the path of one,
 * not `--allow-run`.
 *
 * @param options Which program, with what.
 * @returns A transport that is ready. Rejects with `link.failed` (no such program),
 * `permission.missing`, or `signal.reason`.
 *
 * @example A program that answers lines
 * ```ts no-eval
 * await using wire = await openProcess({ command: "/usr/bin/python3", args: ["simulator.py"] });
 * await wire.write(new TextEncoder().encode("*IDN?\n"));
 * const chunk = await wire.read();
 * if (chunk.kind === "bytes") console.log(new TextDecoder().decode(chunk.bytes));
 * ```
 */
export function openProcess(options: ProcessOptions): Promise<Transport> {
  return Promise.try(() => started(options));
}

function started(options: ProcessOptions): Transport {
  const { command, args = [], signal } = options;
  signal?.throwIfAborted();
  const label = `process:${command}`;
  const piped = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
  try {
    const child = new Deno.Command(command, { args: [...args], ...piped }).spawn();
    return new ProcessTransport(label, child, options);
  } catch (error) {
    throw openingFailed(label, `--allow-run=${command}`, error);
  }
}
