import type { WorkerScope } from "../../worker/worker_scope.ts";
import { Simulation } from "./simulation.ts";
import type { FromStretch, ToStretch } from "./stretch_messages.ts";

// Where a thread starts that simulates stretches, one after another. What fails, ends it.

const scope = self as unknown as WorkerScope<ToStretch, FromStretch>;

scope.onmessage = async ({ data: stretch }): Promise<void> => {
  const report = await new Simulation(stretch, {
    onProgress: (progress) => scope.postMessage({ kind: "progress", progress }),
  }).run();
  scope.postMessage({ kind: "report", report });
};
