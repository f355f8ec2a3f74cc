import type { ByteOrder } from "../../contract/byte_order.ts";
import type { Framing, FramingOptions } from "./framing.ts";
import { frameLimit, incomplete, refuseLonger } from "./frame_limit.ts";
import { checkUnsignedBytes, readUnsigned, type UnsignedBytes, writeUnsigned } from "./unsigned.ts";

/** How {@linkcode lengthPrefixed} writes a length. */
export interface LengthPrefixedOptions extends FramingOptions {
  /** Bytes of the length: 1, 2 or 4. */
  readonly prefixBytes: UnsignedBytes;
  /** Which byte of the length comes first. Default: `"big"`. */
  readonly byteOrder?: ByteOrder | undefined;
  /** Whether the length counts its own bytes too. Default: `false`. */
  readonly countsPrefix?: boolean | undefined;
}

/**
 * Frames that begin with the length of what follows. A length that cannot be is bad, and only its
 * own bytes are used up: what follows it may be anything.
 *
 * @param options How the length is written, and the longest payload.
 * @throws {RangeError} If an option is none of those.
 *
 * @example Two bytes of length
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const framing = lengthPrefixed({ prefixBytes: 2 });
 * deepStrictEqual(framing.encode(Uint8Array.of(7, 8, 9)), Uint8Array.of(0, 3, 7, 8, 9));
 * ```
 */
export function lengthPrefixed(options: LengthPrefixedOptions): Framing {
  const { prefixBytes, byteOrder = "big", countsPrefix = false } = options;
  checkUnsignedBytes("prefixBytes", prefixBytes);
  const counted = countsPrefix ? prefixBytes : 0;
  const maxBytes = Math.min(frameLimit(options), 256 ** prefixBytes - 1 - counted);
  return {
    encode(payload) {
      refuseLonger(payload, maxBytes);
      const frame = new Uint8Array(prefixBytes + payload.length);
      writeUnsigned(frame, 0, payload.length + counted, prefixBytes, byteOrder);
      frame.set(payload, prefixBytes);
      return frame;
    },
    decode(received, hints) {
      if (received.length < prefixBytes) return incomplete(received, hints);
      const sizeBytes = readUnsigned(received, 0, prefixBytes, byteOrder) - counted;
      if (sizeBytes < 0 || sizeBytes > maxBytes) {
        const why = `a length of ${sizeBytes} bytes, not 0 to ${maxBytes}`;
        return { kind: "bad", why, usedBytes: prefixBytes };
      }
      const usedBytes = prefixBytes + sizeBytes;
      if (received.length < usedBytes) return incomplete(received, hints);
      return { kind: "value", value: received.slice(prefixBytes, usedBytes), usedBytes };
    },
  };
}
