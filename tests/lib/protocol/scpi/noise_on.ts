import type { Decoder } from "../../../../lib/contract/codec.ts";
import { seededRandom } from "../../../../lib/base/seeded_random.ts";
import { ask } from "../cuts.ts";
import { below, type Harm, harm, HARMS } from "../noise.ts";

/** What a decoder took for a value though a line harmed it. */
export interface Accepted<M> {
  /** What was done to the frame. */
  readonly how: Harm;
  /** The frame that was sent. */
  readonly frame: Uint8Array;
  /** The first value that came of it. */
  readonly value: M;
  /** What the decoder used for it. */
  readonly used: Uint8Array;
}

/**
 * Harms frames, and lets a decoder read each to its end, with and without the line's silence. It
 * must never throw, over-read or stand still.
 *
 * @returns The first value of each harmed frame that gave one, and the number of frames.
 */
export function noiseOn<M>(
  decoder: Decoder<M>,
  frames: readonly Uint8Array[],
  count = 100_000,
): Accepted<M>[] {
  const random = seededRandom(7);
  const accepted: Accepted<M>[] = [];
  for (let i = 0; i < count; i++) {
    const frame = frames[below(random, frames.length)]!;
    const how = HARMS[i % HARMS.length]!;
    let left = harm(frame, how, random);
    for (let isFirst = true; left.length > 0;) {
      let answer = ask(decoder, left);
      if (answer.kind === "more") answer = ask(decoder, left, { quiet: true });
      if (answer.kind === "more") throw new Error(`${left.length} bytes are left, and it is quiet`);
      if (answer.kind === "value" && isFirst) {
        accepted.push({ how, frame, value: answer.value, used: left.slice(0, answer.usedBytes) });
        isFirst = false;
      }
      left = left.subarray(answer.usedBytes);
    }
  }
  return accepted;
}
