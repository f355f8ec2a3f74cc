import type { Decoded } from "../../contract/codec.ts";

/** A whole message's verdict: what it means, or why it means nothing. */
export type Judged<M> =
  | { readonly kind: "value"; readonly value: M }
  | { readonly kind: "bad"; readonly why: string };

/** Nothing complete yet. */
export const MORE: Decoded<never> = { kind: "more" };

/** Something complete, in the first `usedBytes` bytes. */
export function value<M>(value: M, usedBytes: number): Decoded<M> {
  return { kind: "value", value, usedBytes };
}

/** The first `usedBytes` bytes are nothing that is allowed. */
export function bad(why: string, usedBytes: number): Decoded<never> {
  return { kind: "bad", why, usedBytes };
}

/** Judges what was decoded, and says how many bytes it took. */
export function judge<M, N>(decoded: Decoded<M>, verdict: (message: M) => Judged<N>): Decoded<N> {
  if (decoded.kind !== "value") return decoded;
  const { usedBytes } = decoded;
  const judged = verdict(decoded.value);
  return judged.kind === "value" ? value(judged.value, usedBytes) : bad(judged.why, usedBytes);
}
