import type { Framing, FramingOptions } from "./framing.ts";
import { frameLimit, refuseLonger } from "./frame_limit.ts";

/**
 * Frames that are ended by a gap: what came until the line went silent is one payload. How long the
 * silence is, the link knows. It cannot see that two frames came without a gap, or one with a gap
 * within: use it only for devices that offer nothing better.
 *
 * @param options The longest payload.
 *
 * @example A payload once the line is silent
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const { decode } = untilQuiet();
 * strictEqual(decode(Uint8Array.of(1, 2)).kind, "more");
 * strictEqual(decode(Uint8Array.of(1, 2), { quiet: true }).kind, "value");
 * ```
 */
export function untilQuiet(options: FramingOptions = {}): Framing {
  const maxBytes = frameLimit(options);
  return {
    encode(payload) {
      refuseLonger(payload, maxBytes);
      if (payload.length === 0) {
        throw new RangeError("Cannot frame 0 bytes: silence alone is no message");
      }
      return payload.slice();
    },
    decode(received, hints) {
      if (received.length > maxBytes) {
        return { kind: "bad", why: `no silence within ${maxBytes} bytes`, usedBytes: maxBytes };
      }
      if (!hints?.quiet || received.length === 0) return { kind: "more" };
      return { kind: "value", value: received.slice(), usedBytes: received.length };
    },
  };
}
