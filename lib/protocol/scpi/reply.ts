import type { Decoded, DecodeHints, Decoder } from "../../contract/codec.ts";
import type { LineOptions } from "./line_options.ts";

/**
 * What a reply looks like on the wire, in both directions.
 *
 * @typeParam T What is meant by the reply.
 */
export interface Reply<T> {
  /** Makes the decoder of such replies. */
  decoder(options?: LineOptions): Decoder<T>;
  /** The bytes of a reply, as a device sends them, terminator included. */
  encode(value: T, options?: LineOptions): Uint8Array;
}

/**
 * Turns "more" into "bad" where nothing follows: what is there was cut short.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(cutShort({ kind: "more" }, Uint8Array.of(0x2b), { quiet: true }).kind, "bad");
 * ```
 */
export function cutShort<T>(
  answer: Decoded<T>,
  received: Uint8Array,
  hints: DecodeHints | undefined,
): Decoded<T> {
  if (answer.kind !== "more" || hints?.quiet !== true || received.length === 0) return answer;
  const why = `the reply ends after ${received.length} bytes, without what should end it`;
  return { kind: "bad", why, usedBytes: received.length };
}
