import type { Clock } from "../../contract/clock.ts";
import { orAbort } from "../../base/or_abort.ts";
import { ReadoutError } from "../../base/readout_error.ts";

/**
 * Does something that may hang, within a time: rejects with `timeout.total` when that is over,
 * whatever becomes of it.
 *
 * @typeParam T What it resolves with.
 * @param what What it does, for the error.
 * @param work Does it; its signal aborts when the time is over.
 */
export async function within<T>(
  clock: Clock,
  timeoutMs: number,
  what: string,
  work: (signal: AbortSignal) => T | PromiseLike<T>,
): Promise<T> {
  const over = new AbortController();
  const cancel = clock.timer(timeoutMs, () => {
    over.abort(new ReadoutError("timeout.total", `Cannot ${what}: not done in ${timeoutMs} ms`));
  });
  try {
    const working = (async () => await work(over.signal))();
    return await orAbort(working, over.signal, () => {}); // too late for anybody
  } finally {
    cancel();
  }
}
