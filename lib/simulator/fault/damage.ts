import type { Random } from "../../contract/random.ts";

const TOP_BIT = 0x80;
const CLAIMED_BYTES = 999_999_999;
const SENT_BYTES = 1_000;

/** The beginning of a reply: at least a byte of it, and never all. */
export function truncated(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.subarray(0, bytes.length < 2 ? 0 : 1 + below(bytes.length - 1, random));
}

/**
 * A reply of which one byte, but not the last, has its highest bit flipped. A lower bit can make one
 * digit of another, which no reader of unchecked text can see.
 */
export function garbled(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  if (copy.length > 0) copy[below(Math.max(1, copy.length - 1), random)]! ^= TOP_BIT;
  return copy;
}

/** A reply without one of its bytes, which is not the last. */
export function dropped(bytes: Uint8Array, random: Random): Uint8Array {
  const at = below(Math.max(1, bytes.length - 1), random);
  return joined(bytes.subarray(0, at), bytes.subarray(at + 1));
}

/** A reply in two to four pieces; in one, if it is only a byte. */
export function split(bytes: Uint8Array, random: Random): Uint8Array[] {
  const cuts = new Set([bytes.length]);
  for (let cut = 0; cut < 3 && bytes.length > 1; cut++) {
    cuts.add(1 + below(bytes.length - 1, random));
  }
  let from = 0;
  return [...cuts].sort((a, b) => a - b).map((to) => bytes.subarray(from, from = to));
}

/** Digits, and no end. */
export function endlessPart(): Uint8Array {
  return new Uint8Array(32_768).fill("7".charCodeAt(0));
}

/** A block that claims far more bytes than it has. */
export function hugeBlock(): Uint8Array {
  return joined(new TextEncoder().encode(`#9${CLAIMED_BYTES}`), new Uint8Array(SENT_BYTES));
}

/** Bytes and then others; it may be the others themselves. */
export function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** An integer from 0 to `count - 1`. */
function below(count: number, random: Random): number {
  return Math.floor(count * random.next());
}
