import type { AbortOptions } from "../contract/abort_options.ts";
import type { Clock } from "../contract/clock.ts";
import { systemClock } from "./system_clock.ts";

/** How {@linkcode delay} waits. */
export interface DelayOptions extends AbortOptions {
  /** Whose time it is. Default: the computer's own. */
  readonly clock?: Clock | undefined;
}

/**
 * Resolves after `ms` milliseconds of monotonic time, or rejects with the signal's own reason.
 * Leaves neither a timer nor a listener behind.
 *
 * @param ms How long, in ms.
 * @param options Whose time, and a signal.
 */
export function delay(ms: number, options: DelayOptions = {}): Promise<void> {
  const { clock = systemClock, signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const cancel = clock.timer(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    function onAbort(): void {
      cancel();
      reject(signal?.reason);
    }
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
