import { printable } from "../lib/base/printable.ts";
import type { SafeStepResult } from "../lib/rig/safe/safe_sequence.ts";

/** What became of a safe step, in a line for people. */
export function stepText({ name, isDone, tookMs, fault }: SafeStepResult): string {
  const took = tookMs < 1_000 ? `${Math.round(tookMs)} ms` : `${(tookMs / 1_000).toFixed(1)} s`;
  const why = fault === undefined ? "" : `: ${fault.message}`;
  return printable(`${isDone ? "done    " : "NOT DONE"}  ${name}  (${took})${why}`);
}
