import type { Random } from "../contract/random.ts";

/** How the pauses between attempts grow. */
export interface Pauses {
  /** The longest pause before the first repetition, in ms. */
  readonly firstMs: number;
  /** What the longest pause doubles up to, in ms. */
  readonly longestMs: number;
}

/**
 * A pause before the repetition number `n` (from 1), in ms: any part of one that doubles, and of the
 * time that is left ("full jitter"), so that many who lost the same device do not all come back at
 * once.
 */
export function fullJitterMs(n: number, pauses: Pauses, leftMs: number, random: Random): number {
  const pauseMs = Math.min(pauses.firstMs * 2 ** (n - 1), pauses.longestMs, leftMs);
  return Math.max(0, pauseMs) * random.next();
}
