import type { Clock } from "../contract/clock.ts";

// This is the one file that touches the real timers and the real time; a lint rule says so.

/** The longest delay that the system's timers take; a longer one is waited for in parts. */
const LONGEST_MS = 2 ** 31 - 1;

/** The computer's own time: `performance.now()`, `Date.now()` and the system's timers. */
export const systemClock: Clock = {
  // A timer of 1 ms takes about 2.3 ms, and a timer of 10 ms is about 1.7 ms late (measured).
  finestPeriodMs: 10,
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  timer(ms: number, callback: () => void): () => void {
    let leftMs = ms;
    let id: ReturnType<typeof setTimeout>;
    function arm(): void {
      const partMs = Math.min(leftMs, LONGEST_MS);
      leftMs -= partMs;
      id = setTimeout(leftMs > 0 ? arm : callback, partMs);
    }
    arm();
    return () => clearTimeout(id);
  },
};

/** Resolves in the next turn of the event loop, after everything that is ready now has run. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
