import type { Decoded } from "../../contract/codec.ts";
import type { Framing, FramingOptions } from "./framing.ts";
import { bytePattern, indexOfPattern } from "./byte_pattern.ts";
import { frameLimit, incomplete, refuseLonger } from "./frame_limit.ts";
import { skipTo } from "./skip_to.ts";

/**
 * Frames between a start and an end marker, such as STX and ETX. What comes before a start is bad;
 * so is a frame within which another starts, for its end was lost. No payload may contain a marker.
 *
 * @param start What begins each frame; a text is sent as UTF-8.
 * @param end What ends it. Neither marker may contain the other.
 * @param options The longest payload, and as much for what is skipped at once.
 * @throws {RangeError} If a marker is empty or contains the other.
 *
 * @example Between angle brackets
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const answer = enclosed("<", ">").decode(new TextEncoder().encode("<on>"));
 * deepStrictEqual(answer, {
 *   kind: "value",
 *   value: new TextEncoder().encode("on"),
 *   usedBytes: 4,
 * });
 * ```
 */
export function enclosed(
  start: string | Uint8Array,
  end: string | Uint8Array,
  options: FramingOptions = {},
): Framing {
  const first = bytePattern("start", start);
  const last = bytePattern("end", end);
  if (indexOfPattern(first, last) >= 0 || indexOfPattern(last, first) >= 0) {
    throw new RangeError("Cannot frame: the start marker and the end marker contain one another");
  }
  const maxBytes = frameLimit(options);

  const decode: Framing["decode"] = (received, hints): Decoded<Uint8Array> => {
    const skip = skipTo(first, received, maxBytes, hints);
    if (skip !== undefined) return skip;
    const longestBytes = first.length + maxBytes + last.length;
    const endAt = indexOfPattern(received, last, first.length, longestBytes);
    const again = indexOfPattern(received, first, first.length, longestBytes);
    if (again >= 0 && (endAt < 0 || again < endAt)) {
      return { kind: "bad", why: "another start before its end", usedBytes: again };
    }
    if (endAt < 0) return incomplete(received, hints, longestBytes - 1, first.length);
    const value = received.slice(first.length, endAt);
    return { kind: "value", value, usedBytes: endAt + last.length };
  };
  return {
    encode(payload) {
      refuseLonger(payload, maxBytes);
      const frame = new Uint8Array([...first, ...payload, ...last]);
      const answer = decode(frame);
      if (answer.kind !== "value" || answer.usedBytes !== frame.length) {
        throw new RangeError(
          `Cannot frame ${payload.length} bytes: a marker is among them, so that they would be ` +
            `taken for something else; escape it`,
        );
      }
      return frame;
    },
    decode,
  };
}
