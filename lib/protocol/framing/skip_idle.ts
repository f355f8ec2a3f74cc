import type { Decoded } from "../../contract/codec.ts";

/**
 * Where the first frame begins behind any number of delimiters, between which frames are empty and
 * mean nothing; an answer if there is none yet.
 *
 * @param delimiter The one byte that ends frames and may come before them.
 * @param longestBytes How many delimiters may come before that is bad.
 */
export function skipIdle(
  delimiter: number,
  received: Uint8Array,
  longestBytes: number,
): number | Decoded<never> {
  let start = 0;
  while (received[start] === delimiter) {
    if (++start === longestBytes) {
      return { kind: "bad", why: `${longestBytes} empty frames`, usedBytes: longestBytes };
    }
  }
  return start === received.length ? { kind: "more" } : start;
}
