const UNIT_MS = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;

/** What a duration with its unit looks like. */
export const DURATION = /^\d+(\.\d+)?(ms|s|min|h)$/;

/**
 * A duration with its unit, in ms; `undefined` if it is none.
 *
 * @param text A number and `ms`, `s`, `min` or `h`, without a space.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(durationMs("1.5s"), 1_500);
 * strictEqual(durationMs("1500"), undefined);
 * ```
 */
export function durationMs(text: string): number | undefined {
  const unit = DURATION.exec(text)?.[2] as keyof typeof UNIT_MS | undefined;
  return unit && Number(text.slice(0, -unit.length)) * UNIT_MS[unit];
}
