import type { Decoded } from "../../contract/codec.ts";
import { bad, MORE, value } from "./decoded.ts";
import { LIMITS } from "./limits.ts";
import { putWords, wordAt } from "./words.ts";

/** A message of Modbus TCP without what frames it. */
export interface TcpPdu {
  /** Names the exchange: a reply repeats its request's. */
  readonly transactionId: number;
  /** The device that is asked, or that answers. */
  readonly unit: number;
  /** The function code and its data. */
  readonly pdu: Uint8Array;
}

/** Transaction, protocol and length, before the unit and the PDU, which the length counts. */
const HEAD_BYTES = 6;
const MIN_LENGTH = 2;
const MAX_LENGTH = 1 + LIMITS.pduBytes;

/** Puts the MBAP header before a PDU (Modbus Messaging on TCP/IP V1.0b, clause 3.1.3). */
export function encodeTcpFrame({ transactionId, unit, pdu }: TcpPdu): Uint8Array {
  const frame = new Uint8Array(HEAD_BYTES + 1 + pdu.length);
  putWords(frame, 0, [transactionId, 0, 1 + pdu.length]);
  frame[HEAD_BYTES] = unit;
  frame.set(pdu, HEAD_BYTES + 1);
  return frame;
}

/** Takes the MBAP header off; `bad` if it is none. */
export function decodeTcpFrame(received: Uint8Array): Decoded<TcpPdu> {
  if (received.length < HEAD_BYTES) return MORE;
  const [protocol, length] = [wordAt(received, 2), wordAt(received, 4)];
  if (protocol !== 0) return bad(`protocol ${protocol}, 0 expected`, HEAD_BYTES);
  if (length < MIN_LENGTH || length > MAX_LENGTH) {
    return bad(`a length of ${length}, ${MIN_LENGTH} to ${MAX_LENGTH} expected`, HEAD_BYTES);
  }
  const end = HEAD_BYTES + length;
  if (received.length < end) return MORE;
  const pdu = received.subarray(HEAD_BYTES + 1, end);
  return value({ transactionId: wordAt(received, 0), unit: received[HEAD_BYTES]!, pdu }, end);
}
