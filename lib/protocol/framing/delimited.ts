import type { Framing, FramingOptions } from "./framing.ts";
import { bytePattern, indexOfPattern } from "./byte_pattern.ts";
import { frameLimit, incomplete, refuseLonger } from "./frame_limit.ts";

/**
 * Frames that end with a delimiter, such as lines. A payload that would end early, and so become
 * two messages, cannot be sent.
 *
 * @param delimiter What ends each frame, at least one byte; a text is sent as UTF-8.
 * @param options The longest payload.
 * @throws {RangeError} If the delimiter is empty.
 *
 * @example Lines as Arduino's `println()` sends them
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const lines = delimited("\r\n");
 * const frame = lines.encode(new TextEncoder().encode("t=21.4"));
 * const answer = lines.decode(frame);
 * deepStrictEqual(answer.kind === "value" && answer.value, new TextEncoder().encode("t=21.4"));
 * ```
 */
export function delimited(delimiter: string | Uint8Array, options: FramingOptions = {}): Framing {
  const end = bytePattern("delimiter", delimiter);
  const maxBytes = frameLimit(options);
  return {
    encode(payload) {
      refuseLonger(payload, maxBytes);
      const frame = new Uint8Array(payload.length + end.length);
      frame.set(payload);
      frame.set(end, payload.length);
      if (indexOfPattern(frame, end) !== payload.length) {
        throw new RangeError(
          `Cannot frame ${payload.length} bytes: the delimiter is among them, so that they would ` +
            `be taken for two messages; send two, or escape it`,
        );
      }
      return frame;
    },
    decode(received, hints) {
      const at = indexOfPattern(received, end, 0, maxBytes + end.length);
      if (at >= 0) {
        return { kind: "value", value: received.slice(0, at), usedBytes: at + end.length };
      }
      // A delimiter that lies just behind the limit must stay whole.
      return incomplete(received, hints, maxBytes + end.length - 1, maxBytes + 1);
    },
  };
}
