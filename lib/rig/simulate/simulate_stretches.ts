import type { Rig } from "../rig.ts";
import { inThreads, mayStartThreads } from "./in_threads.ts";
import { joinedReport } from "./joined_report.ts";
import type { SimulateRigOptions, SimulationProgress } from "./simulate_options.ts";
import { Simulation } from "./simulation.ts";
import type { SimulationReport } from "./simulation_report.ts";
import { asData, stretchesOf } from "./stretch.ts";

/** What `simulateRig()` does, loaded when it is first needed. */
export async function simulateStretches(
  rig: Rig,
  options: SimulateRigOptions & { readonly cutDays: number },
): Promise<SimulationReport> {
  const { days, cutDays, seed = 1, faults, isCalm = false, threads = 1 } = options;
  const { signal, onProgress } = options;
  const stretches = stretchesOf(days, cutDays, { rig: asData(rig), seed, faults, isCalm });
  const told: SimulationProgress[] = [];
  const tell = (at: number, progress: SimulationProgress): void | PromiseLike<void> => {
    told[at] = progress;
    return onProgress?.(summed(told));
  };
  const isPlain = !options.onLines && !options.heapBytes && !options.between;
  if (isPlain && threads > 1 && stretches.length > 1 && mayStartThreads()) {
    return joinedReport(await inThreads(stretches, { threads, signal, onProgress: tell }));
  }
  const reports: SimulationReport[] = [];
  for (const stretch of stretches) {
    const desk = { ...options, onProgress: tell.bind(undefined, stretch.at) };
    reports.push(await new Simulation(stretch, desk).run());
  }
  return joinedReport(reports);
}

function summed(told: readonly (SimulationProgress | undefined)[]): SimulationProgress {
  const all = told.filter((it) => it !== undefined);
  return {
    simulatedMs: all.reduce((sum, { simulatedMs }) => sum + simulatedMs, 0),
    readings: all.reduce((sum, { readings }) => sum + readings, 0),
    violations: all.flatMap(({ violations }) => violations),
  };
}
