import type { Decoded } from "../../contract/codec.ts";
import type { RtuLength } from "./rtu_length.ts";
import type { SerialFraming, UnitPdu } from "./serial_framing.ts";
import { crc16 } from "./crc16.ts";
import { bad, MORE, value } from "./decoded.ts";
import { MAX_RTU_BYTES, rtuReplyLength, rtuRequestLength } from "./rtu_length.ts";

const MIN_RTU_BYTES = 4;

/**
 * Unit, PDU, CRC-16 low byte first. A frame's end is foreseen from its function code and byte count;
 * where that cannot be, it is where the line falls quiet.
 */
export const rtuFraming: SerialFraming = {
  encode({ unit, pdu }: UnitPdu): Uint8Array {
    const frame = new Uint8Array(1 + pdu.length + 2);
    frame[0] = unit;
    frame.set(pdu, 1);
    const crc = crc16(frame.subarray(0, -2));
    frame[frame.length - 2] = crc;
    frame[frame.length - 1] = crc >> 8;
    return frame;
  },
  decodeReply: (received, hints) => decode(received, rtuReplyLength, hints?.quiet ?? false),
  decodeRequest: (received, hints) => decode(received, rtuRequestLength, hints?.quiet ?? false),
};

function decode(
  received: Uint8Array,
  lengthOf: (received: Uint8Array) => RtuLength,
  quiet: boolean,
): Decoded<UnitPdu> {
  const length = lengthOf(received);
  if (length === "unknown") return endedBySilence(received, quiet);
  if (length === "more" || received.length < length) return unfinished(received, quiet);
  return checked(received.subarray(0, length));
}

function endedBySilence(received: Uint8Array, quiet: boolean): Decoded<UnitPdu> {
  if (received.length > MAX_RTU_BYTES) {
    return bad(`no end of the frame within ${MAX_RTU_BYTES} bytes`, MAX_RTU_BYTES);
  }
  if (!quiet) return MORE;
  return received.length < MIN_RTU_BYTES ? unfinished(received, quiet) : checked(received);
}

function unfinished(received: Uint8Array, quiet: boolean): Decoded<UnitPdu> {
  if (!quiet || received.length === 0) return MORE;
  return bad(`the frame breaks off after ${received.length} bytes`, received.length);
}

function checked(frame: Uint8Array): Decoded<UnitPdu> {
  const end = frame.length - 2;
  const sent = frame[end]! | frame[end + 1]! << 8;
  const crc = crc16(frame.subarray(0, end));
  if (crc !== sent) return bad(`CRC ${hex(sent)}, ${hex(crc)} expected`, frame.length);
  return value({ unit: frame[0]!, pdu: frame.subarray(1, end) }, frame.length);
}

function hex(crc: number): string {
  return `0x${crc.toString(16).padStart(4, "0")}`;
}
