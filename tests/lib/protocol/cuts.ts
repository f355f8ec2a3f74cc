import type { Decoded, DecodeHints, Decoder } from "../../../lib/contract/codec.ts";
import { assert } from "../../deps/assert.ts";

/** An answer of a decoder, other than that it needs more. */
export type Answer<M> = Exclude<Decoded<M>, { readonly kind: "more" }>;

/** Asks once, and checks what every decoder promises. */
export function ask<M>(
  decoder: Decoder<M>,
  received: Uint8Array,
  hints?: DecodeHints,
): Decoded<M> {
  const answer = decoder(received, hints);
  if (answer.kind !== "more") {
    const { usedBytes } = answer;
    assert(
      Number.isInteger(usedBytes) && usedBytes >= 1 && usedBytes <= received.length,
      `used ${usedBytes} of ${received.length} bytes`,
    );
  }
  return answer;
}

/**
 * What a decoder makes of chunks that arrive one after another, asked again after each of them, and
 * what it then leaves.
 */
export function decodeAll<M>(
  decoder: Decoder<M>,
  chunks: readonly Uint8Array[],
): { readonly answers: Answer<M>[]; readonly left: Uint8Array } {
  const answers: Answer<M>[] = [];
  let left: Uint8Array = new Uint8Array();
  for (const chunk of chunks) {
    left = glue([left, chunk]);
    for (;;) {
      const answer = ask(decoder, left);
      if (answer.kind === "more") break;
      answers.push(answer);
      left = left.slice(answer.usedBytes);
    }
  }
  return { answers, left };
}

/** The values among the answers. */
export function valuesOf<M>(answers: readonly Answer<M>[]): M[] {
  return answers.flatMap((it) => it.kind === "value" ? [it.value] : []);
}

/** `bytes` cut at each of `places`, which are taken modulo its length. */
export function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places.map((it) => it % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, i) => bytes.slice(i === 0 ? 0 : ends[i - 1], end));
}

/** The parts as one. */
export function glue(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
