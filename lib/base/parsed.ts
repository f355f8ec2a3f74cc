import type { Decoder } from "../contract/codec.ts";

/**
 * What something received means, or why it means nothing.
 *
 * @typeParam T What it means.
 */
export type Parsed<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "bad"; readonly why: string };

/**
 * Makes a decoder that gives what another one's values mean. A value that means nothing is bad, and
 * used up.
 *
 * @param decode Finds the values, such as a framing's `decode`.
 * @param parse Tells what a value means; it must not throw.
 *
 * @example Packets of two bytes, the higher one first
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { fixedLength } from "../protocol/framing/fixed_length.ts";
 *
 * const decode = parsed(fixedLength(2).decode, ([high, low]) => {
 *   const value = high! * 256 + low!;
 *   return value < 1000 ? { kind: "value", value } : { kind: "bad", why: `${value}, not 0 to 999` };
 * });
 * deepStrictEqual(decode(Uint8Array.of(1, 2)), { kind: "value", value: 258, usedBytes: 2 });
 * deepStrictEqual(decode(Uint8Array.of(9, 9)).kind, "bad");
 * ```
 */
export function parsed<P, T>(decode: Decoder<P>, parse: (value: P) => Parsed<T>): Decoder<T> {
  return (received, hints) => {
    const answer = decode(received, hints);
    if (answer.kind !== "value") return answer;
    return { ...parse(answer.value), usedBytes: answer.usedBytes };
  };
}
