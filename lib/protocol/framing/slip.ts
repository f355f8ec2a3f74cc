import type { Framing, FramingOptions } from "./framing.ts";
import { frameLimit, incomplete, refuseLonger } from "./frame_limit.ts";
import { skipIdle } from "./skip_idle.ts";

const END = 0xc0;
const ESC = 0xdb;
const ESC_END = 0xdc;
const ESC_ESC = 0xdd;

/**
 * SLIP (RFC 1055): END (C0) around each payload, in which C0 becomes DB DC and DB becomes DB DD.
 * Empty frames are skipped, and cannot be sent. An ESC (DB) before anything else is bad; the RFC
 * would keep the byte. SLIP has no checksum: add one with `withChecksum()`.
 *
 * @param options The longest payload.
 *
 * @example A payload with an END in it
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(slip().encode(Uint8Array.of(1, 0xc0)), Uint8Array.of(0xc0, 1, 0xdb, 0xdc, 0xc0));
 * ```
 */
export function slip(options: FramingOptions = {}): Framing {
  const maxBytes = frameLimit(options);
  return {
    encode(payload) {
      refuseLonger(payload, maxBytes);
      if (payload.length === 0) throw new RangeError("Cannot frame 0 bytes: SLIP skips empty ones");
      const frame = [END];
      for (const byte of payload) {
        if (byte === END) frame.push(ESC, ESC_END);
        else if (byte === ESC) frame.push(ESC, ESC_ESC);
        else frame.push(byte);
      }
      return Uint8Array.from([...frame, END]);
    },
    decode(received, hints) {
      const start = skipIdle(END, received, maxBytes);
      if (typeof start !== "number") return start;
      const longestBytes = start + 2 * maxBytes;
      const end = received.indexOf(END, start);
      if (end < 0 || end > longestBytes) return incomplete(received, hints, longestBytes);
      const usedBytes = end + 1;
      const value = unescaped(received.subarray(start, end));
      if (value === undefined) return { kind: "bad", why: "an escape of nothing", usedBytes };
      if (value.length > maxBytes) {
        return { kind: "bad", why: `${value.length} bytes, more than ${maxBytes}`, usedBytes };
      }
      return { kind: "value", value, usedBytes };
    },
  };
}

function unescaped(body: Uint8Array): Uint8Array | undefined {
  const payload = new Uint8Array(body.length);
  let size = 0;
  for (let at = 0; at < body.length; at++) {
    if (body[at] !== ESC) {
      payload[size++] = body[at]!;
      continue;
    }
    at++;
    if (body[at] === ESC_END) payload[size++] = END;
    else if (body[at] === ESC_ESC) payload[size++] = ESC;
    else return undefined;
  }
  return payload.slice(0, size);
}
