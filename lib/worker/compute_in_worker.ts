import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import type { Computation, Computed } from "./compute_entry.ts";
import { DEFAULT_TIMEOUT_MS } from "../base/default_timeout.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { systemClock } from "../base/system_clock.ts";
import { WorkerThread } from "./worker_thread.ts";

/** How {@linkcode computeInWorker} calls. */
export interface ComputeOptions extends AbortOptions {
  /** How long it may take, loading included, in ms. Default: 2000. */
  readonly timeoutMs?: number | undefined;
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Calls a function of a module in a thread of its own, which is ended when the function has
 * returned, when its time is over, or when the signal aborts.
 *
 * A thread in an endless loop gives its caller back in time, but Deno 2.9.6 cannot end it
 * (denoland/deno#35657): it goes on spinning, and the program does not end by itself, only by
 * `Deno.exit()`. Use `computeInProcess()` for code that may not come back.
 *
 * (Hughes, chapter 11: executor and future with timeout; there the thread goes on.)
 *
 * @typeParam R The type of the result: plain data.
 * @param url Where the module is: an absolute URL.
 * @param name The function that it exports.
 * @param args What to call it with: plain data.
 * @param options Timeout, signal, clock.
 * @returns What the function returned. Rejects with `timeout.worker`, with `worker.failed` if it
 * threw (the cause says what), or with `signal.reason`.
 *
 * @example A deadline
 * ```ts
 * import { rejects, strictEqual } from "node:assert/strict";
 *
 * const module = "data:text/javascript,export const add = (a, b) => a + b;" +
 *   "export const hang = () => new Promise(() => {});";
 * strictEqual(await computeInWorker<number>(module, "add", [1, 2]), 3);
 * await rejects(computeInWorker(module, "hang", [], { timeoutMs: 100 }), { code: "timeout.worker" });
 * ```
 */
export function computeInWorker<R>(
  url: string | URL,
  name: string,
  args: readonly unknown[] = [],
  options: ComputeOptions = {},
): Promise<R> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, signal, clock = systemClock } = options;
  const { promise, resolve, reject } = Promise.withResolvers<R>();
  if (signal?.aborted) return Promise.reject(signal.reason);
  const where = new URL(url).href;

  const entry = new URL("./compute_entry.ts", import.meta.url);
  const thread = new WorkerThread<Computation, Computed>(entry, {
    onMessage(message): void {
      if (message.kind === "result") settle(() => resolve(message.value as R));
      else settle(() => reject(failed(name, message.fault.message, message.fault)));
    },
    onFailure: (error) => settle(() => reject(error)),
  });
  const cancel = clock.timer(timeoutMs, () => settle(() => reject(late(name, timeoutMs))));
  const onAbort = (): void => settle(() => reject(signal?.reason));
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    thread.post({ url: where, name, args });
  } catch (error) { // `args` are not plain data
    settle(() => reject(error));
  }
  return promise;

  function settle(end: () => void): void {
    cancel();
    signal?.removeEventListener("abort", onAbort);
    thread[Symbol.dispose]();
    end();
  }
}

function late(name: string, timeoutMs: number): ReadoutError {
  const text = `Cannot compute ${name}: no result in ${timeoutMs} ms`;
  return new ReadoutError("timeout.worker", text);
}

function failed(name: string, what: string, fault: object): ReadoutError {
  return new ReadoutError("worker.failed", `Cannot compute ${name}: it threw "${what}"`, {
    cause: Object.assign(new Error(what), fault),
  });
}
