import { type RigProblem, textOfProblem } from "./rig_problem.ts";
import type { RigRemains } from "./rig_remains.ts";

/**
 * A rig that cannot be: everything that is wrong with it, sorted by place. Its message has a line
 * for each.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { checkRig, RigError } from "@readout/readout/rig";
 *
 * try {
 *   await checkRig({ name: "oven", channels: { load: { host: "cpu", evryMs: 100 } } });
 * } catch (error) {
 *   strictEqual(error instanceof RigError, true);
 *   if (error instanceof RigError) strictEqual(error.problems[0]?.nearest, "everyMs");
 * }
 * ```
 */
export class RigError extends Error {
  /** Always `"RigError"`. */
  override readonly name: string = "RigError";
  /** What is wrong, and what is only suspicious; at least one is an error. */
  readonly problems: readonly RigProblem[];

  /** What can still make it safe, if anything can: the mistakes are elsewhere. */
  readonly remains: RigRemains | undefined;

  /** Makes an error of problems. */
  constructor(problems: readonly RigProblem[], remains?: RigRemains) {
    super(problems.map(textOfProblem).join("\n"));
    this.problems = problems;
    this.remains = remains;
  }
}
