import { WorkerThread } from "../../worker/worker_thread.ts";
import type { SimulationProgress } from "./simulate_options.ts";
import type { SimulationReport } from "./simulation_report.ts";
import type { Stretch } from "./stretch.ts";
import type { FromStretch, ToStretch } from "./stretch_messages.ts";

const ENTRY = new URL("./stretch_entry.ts", import.meta.url);

/** Whether this process may start threads: from files, that takes the permission to read them. */
export function mayStartThreads(): boolean {
  if (ENTRY.protocol !== "file:") return true;
  return Deno.permissions.querySync({ name: "read", path: ENTRY }).state === "granted";
}

/** How stretches are simulated in threads. */
export interface InThreadsOptions {
  /** How many threads. */
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  /** Told how far each stretch is. */
  readonly onProgress: (stretch: number, progress: SimulationProgress) => void;
}

/**
 * Simulates stretches, some at a time. Rejects with `signal.reason`, or with `worker.failed`.
 *
 * @returns Their reports, in the order of the stretches.
 */
export async function inThreads(
  stretches: readonly Stretch[],
  { threads, signal, onProgress }: InThreadsOptions,
): Promise<SimulationReport[]> {
  const reports: SimulationReport[] = [];
  const left = stretches.values();
  const failed = Promise.withResolvers<never>();
  const onAbort = (): void => failed.reject(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  async function lane(): Promise<void> {
    for (const stretch of left) {
      const done = Promise.withResolvers<SimulationReport>();
      using thread = new WorkerThread<ToStretch, FromStretch>(
        ENTRY,
        {
          onMessage: (message) => {
            if (message.kind === "report") done.resolve(message.report);
            else onProgress(stretch.at, message.progress);
          },
          onFailure: (error) => done.reject(error),
        },
      );
      thread.post(stretch);
      reports[stretch.at] = await Promise.race([done.promise, failed.promise]);
    }
  }
  try {
    await Promise.all(Array.from({ length: threads }, lane));
  } catch (error) {
    failed.reject(error); // the other lanes stop too
    throw error;
  } finally {
    signal?.removeEventListener("abort", onAbort);
    failed.promise.catch(() => {}); // whoever waited for it has heard of it
  }
  return reports;
}
