import type { SimulationProgress } from "./simulate_options.ts";
import type { SimulationReport } from "./simulation_report.ts";
import type { Stretch } from "./stretch.ts";

/** What a thread that simulates is told. */
export type ToStretch = Stretch;

/** What it tells. */
export type FromStretch =
  | { readonly kind: "progress"; readonly progress: SimulationProgress }
  | { readonly kind: "report"; readonly report: SimulationReport };
