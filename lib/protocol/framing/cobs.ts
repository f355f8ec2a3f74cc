import type { Framing, FramingOptions } from "./framing.ts";
import { frameLimit, incomplete, refuseLonger } from "./frame_limit.ts";
import { skipIdle } from "./skip_idle.ts";

/** The code of a block of 254 bytes that no zero follows. */
const FULL = 0xff;

/**
 * COBS, consistent overhead byte stuffing (Cheshire and Baker, 1999): no byte of a frame is 0, and
 * a 0 ends it. It costs one byte in 254, whatever the payload. Frames of no byte at all are
 * skipped. COBS has no checksum: add one with `withChecksum()`.
 *
 * @param options The longest payload.
 *
 * @example A payload with a zero in it
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const frame = cobs().encode(Uint8Array.of(0x11, 0x22, 0x00, 0x33));
 * deepStrictEqual(frame, Uint8Array.of(0x03, 0x11, 0x22, 0x02, 0x33, 0x00));
 * ```
 */
export function cobs(options: FramingOptions = {}): Framing {
  const maxBytes = frameLimit(options);
  return {
    encode(payload) {
      refuseLonger(payload, maxBytes);
      return stuffed(payload);
    },
    decode(received, hints) {
      const start = skipIdle(0, received, maxBytes);
      if (typeof start !== "number") return start;
      const longestBytes = start + stuffedBytes(maxBytes);
      const end = received.indexOf(0, start);
      if (end < 0 || end > longestBytes) return incomplete(received, hints, longestBytes);
      const usedBytes = end + 1;
      const value = unstuffed(received.subarray(start, end));
      if (value === undefined) {
        return { kind: "bad", why: "a block that is longer than its frame", usedBytes };
      }
      if (value.length > maxBytes) {
        return { kind: "bad", why: `${value.length} bytes, more than ${maxBytes}`, usedBytes };
      }
      return { kind: "value", value, usedBytes };
    },
  };
}

/** The longest frame of a payload of so many bytes, without its delimiter. */
function stuffedBytes(payloadBytes: number): number {
  return payloadBytes + Math.floor(payloadBytes / 254) + 1;
}

function stuffed(payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(stuffedBytes(payload.length) + 1);
  let codeAt = 0;
  let size = 1;
  for (let at = 0; at < payload.length; at++) {
    const byte = payload[at]!;
    if (byte !== 0) frame[size++] = byte;
    const isFull = size - codeAt === FULL && at + 1 < payload.length;
    if (byte === 0 || isFull) {
      frame[codeAt] = byte === 0 ? size - codeAt : FULL;
      codeAt = size++;
    }
  }
  frame[codeAt] = size - codeAt;
  return frame.slice(0, size + 1);
}

function unstuffed(body: Uint8Array): Uint8Array | undefined {
  const payload = new Uint8Array(body.length);
  let size = 0;
  for (let at = 0; at < body.length;) {
    const code = body[at]!;
    const next = at + code;
    if (next > body.length) return undefined;
    payload.set(body.subarray(at + 1, next), size);
    size += code - 1;
    if (code !== FULL && next < body.length) size++; // the zero that the code stands for
    at = next;
  }
  return payload.slice(0, size);
}
