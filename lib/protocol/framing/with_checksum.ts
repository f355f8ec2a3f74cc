import type { ByteOrder } from "../../contract/byte_order.ts";
import type { Checksum } from "../../base/checksum.ts";
import type { Framing } from "./framing.ts";
import { checkUnsignedBytes, readUnsigned, type UnsignedBytes, writeUnsigned } from "./unsigned.ts";

/** How {@linkcode withChecksum} writes a checksum. */
export interface WithChecksumOptions {
  /** Bytes of the checksum: 1, 2 or 4. */
  readonly sizeBytes: UnsignedBytes;
  /** Which byte of the checksum comes first. Default: `"big"`. */
  readonly byteOrder?: ByteOrder | undefined;
}

/**
 * Frames of another framing whose payload ends with a checksum of what is before it. A payload
 * whose checksum does not fit is bad.
 *
 * @param framing Frames the payload and the checksum together.
 * @param checksum Such as `crc("CRC-16/MODBUS")` or `xor8`.
 * @param options How the checksum is written.
 * @throws {RangeError} If an option is none of those.
 *
 * @example A packet with a CRC, low byte first
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { crc } from "../../base/crc.ts";
 * import { fixedLength } from "./fixed_length.ts";
 *
 * const framing = withChecksum(fixedLength(8), crc("CRC-16/MODBUS"), {
 *   sizeBytes: 2,
 *   byteOrder: "little",
 * });
 * const frame = framing.encode(Uint8Array.of(1, 3, 0, 0, 0, 10));
 * deepStrictEqual(frame, Uint8Array.of(1, 3, 0, 0, 0, 10, 0xc5, 0xcd));
 * ```
 */
export function withChecksum(
  framing: Framing,
  checksum: Checksum,
  options: WithChecksumOptions,
): Framing {
  const { sizeBytes, byteOrder = "big" } = options;
  checkUnsignedBytes("sizeBytes", sizeBytes);
  return {
    encode(payload) {
      const sum = checksum(payload);
      if (!(Number.isInteger(sum) && sum >= 0 && sum < 256 ** sizeBytes)) {
        throw new RangeError(
          `Cannot frame ${payload.length} bytes: their checksum ${sum} does not fit ` +
            `${sizeBytes} bytes; make sizeBytes that of the checksum`,
        );
      }
      const whole = new Uint8Array(payload.length + sizeBytes);
      whole.set(payload);
      writeUnsigned(whole, payload.length, sum, sizeBytes, byteOrder);
      return framing.encode(whole);
    },
    decode(received, hints) {
      const answer = framing.decode(received, hints);
      if (answer.kind !== "value") return answer;
      const { value: whole, usedBytes } = answer;
      const size = whole.length - sizeBytes;
      if (size < 0) return { kind: "bad", why: "too short for its checksum", usedBytes };
      const value = whole.subarray(0, size);
      if (checksum(value) !== readUnsigned(whole, size, sizeBytes, byteOrder)) {
        return { kind: "bad", why: "its checksum does not fit", usedBytes };
      }
      return { kind: "value", value, usedBytes };
    },
  };
}
