import type { Framing, FramingOptions } from "./framing.ts";
import { bytePattern } from "./byte_pattern.ts";
import { frameLimit } from "./frame_limit.ts";
import { skipTo } from "./skip_to.ts";

/**
 * Frames of another framing, each after a mark that is not part of the payload, such as AA 55. What
 * comes before a mark is bad. After a bad frame the next mark is looked for right behind this one,
 * so that a lost byte costs two frames at most, and a garbled length no more than that.
 *
 * @param mark What begins each frame, at least one byte; a text is sent as UTF-8.
 * @param framing What follows the mark.
 * @param options `maxBytes`: how much is skipped at once.
 * @throws {RangeError} If the mark is empty.
 *
 * @example Found after noise
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { fixedLength } from "./fixed_length.ts";
 *
 * const framing = startingWith(Uint8Array.of(0xaa, 0x55), fixedLength(1));
 * const received = Uint8Array.of(3, 0xaa, 0x55, 7);
 * deepStrictEqual(framing.decode(received).kind, "bad"); // the 3
 * deepStrictEqual(framing.decode(received.subarray(1)), {
 *   kind: "value",
 *   value: Uint8Array.of(7),
 *   usedBytes: 3,
 * });
 * ```
 */
export function startingWith(
  mark: string | Uint8Array,
  framing: Framing,
  options: FramingOptions = {},
): Framing {
  const start = bytePattern("mark", mark);
  const skipBytes = frameLimit(options);
  return {
    encode(payload) {
      const frame = framing.encode(payload);
      const whole = new Uint8Array(start.length + frame.length);
      whole.set(start);
      whole.set(frame, start.length);
      return whole;
    },
    decode(received, hints) {
      const skip = skipTo(start, received, skipBytes, hints);
      if (skip !== undefined) return skip;
      const answer = framing.decode(received.subarray(start.length), hints);
      switch (answer.kind) {
        case "more":
          return hints?.quiet
            ? { kind: "bad", why: "silence after a start", usedBytes: start.length }
            : answer;
        case "value":
          return { ...answer, usedBytes: start.length + answer.usedBytes };
        case "bad":
          return { ...answer, usedBytes: start.length };
      }
    },
  };
}
