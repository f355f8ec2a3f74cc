import type { Parsed } from "../../base/parsed.ts";
import type { Decoded } from "../../contract/codec.ts";

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
export function judge<M, N>(decoded: Decoded<M>, verdict: (message: M) => Parsed<N>): Decoded<N> {
  if (decoded.kind !== "value") return decoded;
  const { usedBytes } = decoded;
  const judged = verdict(decoded.value);
  return judged.kind === "value" ? value(judged.value, usedBytes) : bad(judged.why, usedBytes);
}
