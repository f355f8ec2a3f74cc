import type { Framing } from "./framing.ts";
import { incomplete } from "./frame_limit.ts";

/**
 * Frames that all have the same length. By itself it cannot find its way back after a lost byte:
 * give the frames a mark (`startingWith()`) and a checksum (`withChecksum()`).
 *
 * @param sizeBytes The length of each payload in bytes: an integer >= 1.
 * @throws {RangeError} If it is not so.
 *
 * @example Two bytes each
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const answer = fixedLength(2).decode(Uint8Array.of(1, 2, 3));
 * deepStrictEqual(answer, { kind: "value", value: Uint8Array.of(1, 2), usedBytes: 2 });
 * ```
 */
export function fixedLength(sizeBytes: number): Framing {
  if (!(Number.isInteger(sizeBytes) && sizeBytes >= 1)) {
    throw new RangeError(`Cannot frame: sizeBytes must be an integer >= 1, got ${sizeBytes}`);
  }
  return {
    encode(payload) {
      if (payload.length !== sizeBytes) {
        throw new RangeError(`Cannot frame ${payload.length} bytes: it takes exactly ${sizeBytes}`);
      }
      return payload.slice();
    },
    decode(received, hints) {
      if (received.length < sizeBytes) return incomplete(received, hints);
      return { kind: "value", value: received.slice(0, sizeBytes), usedBytes: sizeBytes };
    },
  };
}
