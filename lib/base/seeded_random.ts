import type { Random } from "../contract/random.ts";

/**
 * Makes a random source that gives the same numbers for the same seed, everywhere (mulberry32).
 * Not for secrets.
 *
 * @param seed Any number; its lower 32 bits count.
 *
 * @example The same seed, the same numbers
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(seededRandom(7).next(), seededRandom(7).next());
 * ```
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return {
    next(): number {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), state | 1);
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
