import type { Random } from "../../lib/contract/random.ts";
import { delay } from "../../lib/base/delay.ts";
import { isReadoutError } from "../../lib/base/readout_error.ts";
import type { VirtualClock } from "../../lib/testing/virtual_clock.ts";

/** How many questions a class of link is asked. */
export const QUESTIONS = 10_000;

/** One question: resolves with whether the answer is the one to it. */
export type AskOne = (
  at: number,
  options: { readonly signal?: AbortSignal | undefined },
) => Promise<boolean>;

/** What became of the questions. */
export interface Tally {
  readonly right: number;
  readonly wrong: number;
  readonly aborted: number;
  /** Faults by their code. */
  readonly codes: ReadonlyMap<string, number>;
}

/**
 * Asks 10,000 questions, so many at a time, and gives up some of them (`abortRate`) at some moment:
 * while they wait, are sent, or are answered.
 */
export async function askTenThousand(
  ask: AskOne,
  { clock, random, atOnce = 1, abortRate = 0.05 }: {
    readonly clock: VirtualClock;
    readonly random: Random;
    readonly atOnce?: number;
    readonly abortRate?: number;
  },
): Promise<Tally> {
  let [next, right, wrong, aborted, done] = [0, 0, 0, 0, 0];
  const codes = new Map<string, number>();
  const reason = new Error("given up");
  const askers = Array.from({ length: atOnce }, async () => {
    for (let at = next++; at < QUESTIONS; at = next++) {
      const stop = random.next() < abortRate ? new AbortController() : undefined;
      const cancel = stop && clock.timer(10 * random.next(), () => stop.abort(reason));
      const startMs = clock.nowMs();
      try {
        if (await ask(at, { signal: stop?.signal })) right++;
        else wrong++;
      } catch (error) {
        if (error === reason) aborted++;
        else if (isReadoutError(error)) codes.set(error.code, (codes.get(error.code) ?? 0) + 1);
        else throw error;
        // It may be backing off, and saying so at once.
        if (clock.nowMs() === startMs) await delay(300, { clock });
      } finally {
        cancel?.();
      }
    }
  });
  const all = Promise.all(askers).finally(() => done = 1);
  while (!done) await clock.advance(100_000);
  await all;
  return { right, wrong, aborted, codes };
}
