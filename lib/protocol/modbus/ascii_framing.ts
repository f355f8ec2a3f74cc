import type { Decoded } from "../../contract/codec.ts";
import type { SerialFraming, UnitPdu } from "./serial_framing.ts";
import { bad, MORE, value } from "./decoded.ts";
import { LIMITS } from "./limits.ts";
import { lrc } from "../../base/checksum.ts";

const COLON = 0x3a;
const CR = 0x0d;
const LF = 0x0a;
/** Colon, hexadecimal of unit, PDU and LRC, CR, LF. */
const MAX_ASCII_BYTES = 1 + 2 * (1 + LIMITS.pduBytes + 1) + 2;
/** Where the longest frame's LF is, and so no digit can be. */
const LAST = MAX_ASCII_BYTES - 1;
/** Unit, function code, LRC. */
const MIN_BYTES = 3;
const DIGITS = new TextEncoder().encode("0123456789ABCDEF");

/** A colon, unit, PDU and LRC in upper-case hexadecimal, CR LF; at most 513 bytes. */
export const asciiFraming: SerialFraming = {
  encode({ unit, pdu }: UnitPdu): Uint8Array {
    const bytes = Uint8Array.of(unit, ...pdu, 0);
    bytes[bytes.length - 1] = lrc(bytes);
    const frame = new Uint8Array(2 * bytes.length + 3);
    frame[0] = COLON;
    for (let at = 0; at < bytes.length; at++) {
      frame[2 * at + 1] = DIGITS[bytes[at]! >> 4]!;
      frame[2 * at + 2] = DIGITS[bytes[at]! & 15]!;
    }
    frame.set([CR, LF], frame.length - 2);
    return frame;
  },
  decodeReply: decode,
  decodeRequest: decode,
};

function decode(received: Uint8Array): Decoded<UnitPdu> {
  if (received.length === 0) return MORE;
  if (received[0] !== COLON) return bad("a byte outside of a frame, which begins with a colon", 1);
  let end = 1;
  while (end < Math.min(received.length, LAST) && digit(received[end]!) >= 0) end++;
  if (end === LAST) return bad(`no end of the frame within ${MAX_ASCII_BYTES} bytes`, LAST);
  if (end === received.length) return MORE;
  if (received[end] === COLON) return bad("a colon, and so another frame, within the frame", end);
  if (received[end] !== CR) return bad("neither 0 to 9, A to F nor CR within the frame", end + 1);
  if (end + 1 === received.length) return MORE;
  if (received[end + 1] !== LF) return bad("CR without LF", end + 1);
  return checked(received.subarray(1, end), end + 2);
}

function checked(digits: Uint8Array, usedBytes: number): Decoded<UnitPdu> {
  const { length } = digits;
  if (length % 2 !== 0 || length < 2 * MIN_BYTES) return bad(`${length} digits`, usedBytes);
  const bytes = new Uint8Array(length / 2);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = digit(digits[2 * at]!) << 4 | digit(digits[2 * at + 1]!);
  }
  if (lrc(bytes) !== 0) return bad("the LRC is not that of the frame", usedBytes);
  return value({ unit: bytes[0]!, pdu: bytes.subarray(1, -1) }, usedBytes);
}

/** The value of an upper-case hexadecimal digit, or -1. */
function digit(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x41 && code <= 0x46 ? code - 0x37 : -1;
}
