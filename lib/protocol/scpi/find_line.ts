import type { Decoded } from "../../contract/codec.ts";
import type { LineRules } from "./line_options.ts";

const CR = 0x0d;

/**
 * Finds the first whole line in what was received.
 *
 * @returns The line without its terminator: a view of `received`, not a copy.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { lineRules } from "./line_options.ts";
 *
 * const received = new TextEncoder().encode("OK\r\n+1");
 * deepStrictEqual(findLine(received, lineRules()), {
 *   kind: "value",
 *   value: received.subarray(0, 2),
 *   usedBytes: 4,
 * });
 * ```
 */
export function findLine(received: Uint8Array, rules: LineRules): Decoded<Uint8Array> {
  const { terminatorBytes, maxBytes } = rules;
  const within = received.length > maxBytes ? received.subarray(0, maxBytes) : received;
  const at = indexOfBytes(within, terminatorBytes, 0);
  if (at >= 0) {
    const isCrLf = rules.terminator === "\n" && at > 0 && within[at - 1] === CR;
    const value = within.subarray(0, isCrLf ? at - 1 : at);
    return { kind: "value", value, usedBytes: at + terminatorBytes.length };
  }
  if (received.length < maxBytes) return { kind: "more" };
  return { kind: "bad", why: `no terminator within ${maxBytes} bytes`, usedBytes: maxBytes };
}

/**
 * Where `sought` begins in `bytes`, at `from` or later; -1 if nowhere.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(indexOfBytes(Uint8Array.of(1, 2, 1, 3), Uint8Array.of(1, 3), 0), 2);
 * ```
 */
export function indexOfBytes(bytes: Uint8Array, sought: Uint8Array, from: number): number {
  for (let at = from;; at++) {
    at = bytes.indexOf(sought[0]!, at);
    if (at < 0 || at + sought.length > bytes.length) return -1;
    let same = 1;
    while (same < sought.length && bytes[at + same] === sought[same]) same++;
    if (same === sought.length) return at;
  }
}
