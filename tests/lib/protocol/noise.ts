import type { Random } from "../../../lib/contract/random.ts";
import { glue } from "./cuts.ts";

/** What a line does to a frame. */
export type Harm = "flip" | "change" | "drop" | "double" | "truncate" | "glue" | "noise";

/** Every harm. */
export const HARMS: readonly Harm[] = [
  ...["flip", "change", "drop", "double", "truncate", "glue", "noise"] as const,
];

/** A copy of `frame` with one harm done to it, at a place that `random` chooses. */
export function harm(frame: Uint8Array, kind: Harm, random: Random): Uint8Array {
  const at = below(random, frame.length);
  switch (kind) {
    case "flip": {
      const copy = frame.slice();
      copy[at]! ^= 1 << below(random, 8);
      return copy;
    }
    case "change": {
      const copy = frame.slice();
      copy[at]! ^= 1 + below(random, 255);
      return copy;
    }
    case "drop":
      return glue([frame.subarray(0, at), frame.subarray(at + 1)]);
    case "double":
      return glue([frame.subarray(0, at + 1), frame.subarray(at)]);
    case "truncate":
      return frame.slice(0, at);
    case "glue":
      return glue([frame.subarray(0, at), frame]);
    case "noise":
      return Uint8Array.from({ length: 1 + below(random, 2 * frame.length) }, () => {
        return below(random, 256);
      });
  }
}

/** An integer in 0..limit-1. */
export function below(random: Random, limit: number): number {
  return Math.floor(random.next() * limit);
}
