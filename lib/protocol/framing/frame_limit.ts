import type { Decoded, DecodeHints } from "../../contract/codec.ts";
import type { FramingOptions } from "./framing.ts";

/** The longest payload if nobody says so, in bytes. */
const MAX_BYTES = 65_536;

/** The longest payload that the options allow, in bytes. */
export function frameLimit({ maxBytes = MAX_BYTES }: FramingOptions): number {
  if (!(Number.isInteger(maxBytes) && maxBytes >= 1)) {
    throw new RangeError(`Cannot frame: maxBytes must be an integer >= 1, got ${maxBytes}`);
  }
  return maxBytes;
}

/** Refuses to send a payload that the receiver would refuse. */
export function refuseLonger(payload: Uint8Array, maxBytes: number): void {
  if (payload.length > maxBytes) {
    throw new RangeError(
      `Cannot frame ${payload.length} bytes: maxBytes is ${maxBytes}; send fewer or raise it`,
    );
  }
}

/**
 * The answer while the end of a frame is not there: `more`, unless nothing follows, or the frame is
 * already too long.
 *
 * @param longestBytes With more bytes than these it is too long.
 * @param badBytes How many of them are then used up.
 */
export function incomplete(
  received: Uint8Array,
  hints: DecodeHints | undefined,
  longestBytes = Infinity,
  badBytes: number = longestBytes,
): Decoded<never> {
  if (received.length > longestBytes) {
    return { kind: "bad", why: `no end within ${longestBytes} bytes`, usedBytes: badBytes };
  }
  if (hints?.quiet && received.length > 0) {
    return { kind: "bad", why: "silence before its end", usedBytes: received.length };
  }
  return { kind: "more" };
}
