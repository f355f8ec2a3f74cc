/** What came of one step of the run. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Shown in full if something failed. */
  readonly output: string;
}

/** A check that is no test counts as one. */
export function oneCheck({ ok, output }: { ok: boolean; output: string }): Outcome {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, output };
}
