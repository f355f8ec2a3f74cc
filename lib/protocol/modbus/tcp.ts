import type { Codec, Decoder, DeviceCodec } from "../../contract/codec.ts";
import type { ModbusReply } from "./reply.ts";
import type { ModbusRequest, ReceivedRequest, UnitRequest } from "./request.ts";
import type { TcpPdu } from "./tcp_framing.ts";
import { decodeReply } from "./decode_reply.ts";
import { decodeRequest } from "./decode_request.ts";
import { judge } from "./decoded.ts";
import { encodeReply } from "./encode_reply.ts";
import { encodeRequest } from "./encode_request.ts";
import { decodeTcpFrame, encodeTcpFrame } from "./tcp_framing.ts";
import { checkUnit } from "./unit.ts";

/**
 * A request of Modbus TCP.
 *
 * @typeParam Q What is asked.
 */
export interface TcpRequest<Q = ModbusRequest> extends UnitRequest<Q> {
  /** Names the exchange, 0 to 65535; no other one in flight may have it. */
  readonly transactionId: number;
}

/** A reply whose transaction nobody waits for: late, or never asked for. Skip it. */
export interface UnaskedReply {
  /** No answer to anything. */
  readonly kind: "unasked";
}

/** A reply of Modbus TCP. */
export interface TcpReply {
  /** The request's. */
  readonly transactionId: number;
  /** The device that answers. */
  readonly unit: number;
  /** Its answer to the request of that transaction. */
  readonly reply: ModbusReply | UnaskedReply;
}

/**
 * Makes a decoder for a connection with several requests in flight: each reply is judged by the
 * request of its transaction.
 *
 * A reply to a transaction that is not pending is `"unasked"` and no fault. One that does not belong
 * to the request of its transaction (another unit, function, byte count or address) is `bad`.
 *
 * @param pending Gives the request in flight of a transaction.
 *
 * @example Replies out of order
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const request = { kind: "read-input-registers", address: 8, count: 1 } as const;
 * const inFlight = new Map([[7, { transactionId: 7, unit: 1, request }]]);
 * const decode = tcpReplies((transactionId) => inFlight.get(transactionId));
 *
 * const late = decode(Uint8Array.of(0, 6, 0, 0, 0, 5, 1, 4, 2, 0, 10));
 * strictEqual(late.kind === "value" && late.value.reply.kind, "unasked");
 * const asked = decode(Uint8Array.of(0, 7, 0, 0, 0, 5, 1, 4, 2, 0, 10));
 * strictEqual(asked.kind === "value" && asked.value.reply.kind, "read-input-registers");
 * ```
 */
export function tcpReplies(
  pending: (transactionId: number) => TcpRequest | undefined,
): Decoder<TcpReply> {
  return (received) =>
    judge<TcpPdu, TcpReply>(decodeTcpFrame(received), ({ transactionId, unit, pdu }) => {
      const asked = pending(transactionId);
      if (asked === undefined) {
        return { kind: "value", value: { transactionId, unit, reply: { kind: "unasked" } } };
      }
      const where = `in transaction ${transactionId}`;
      if (unit !== asked.unit) {
        const why = `an answer of unit ${unit} to a request to unit ${asked.unit} ${where}`;
        return { kind: "bad", why };
      }
      const judged = decodeReply(pdu, asked.request);
      if (judged.kind === "bad") return { kind: "bad", why: `${judged.why} ${where}` };
      return { kind: "value", value: { transactionId, unit, reply: judged.value } };
    });
}

/**
 * Modbus TCP, the client's half (Modbus Messaging on TCP/IP V1.0b). Its decoder waits for one
 * transaction, and lets replies to others through as `"unasked"`, so that what comes late never
 * passes for the answer.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const request = { kind: "write-single-coil", address: 172, value: true } as const;
 * const bytes = modbusTcp.encode({ transactionId: 1, unit: 255, request });
 * deepStrictEqual([...bytes], [0, 1, 0, 0, 0, 6, 255, 5, 0, 172, 255, 0]);
 * ```
 */
export const modbusTcp: Codec<TcpRequest, TcpReply> = {
  encode({ transactionId, unit, request }: TcpRequest): Uint8Array {
    checkUnit(unit, request);
    if (!(Number.isInteger(transactionId) && transactionId >= 0 && transactionId <= 0xffff)) {
      throw new RangeError(
        `Cannot ${request.kind}: transactionId must be an integer from 0 to 65535, ` +
          `got ${transactionId}`,
      );
    }
    return encodeTcpFrame({ transactionId, unit, pdu: encodeRequest(request) });
  },
  decoder: (asked) => tcpReplies((id) => id === asked.transactionId ? asked : undefined),
  isReplyTo: ({ transactionId }, asked) => transactionId === asked.transactionId,
};

/** Modbus TCP, the device's half. */
export const modbusTcpDevice: DeviceCodec<TcpRequest<ReceivedRequest>, ModbusReply> = {
  decode: (received) =>
    judge(decodeTcpFrame(received), ({ transactionId, unit, pdu }) => {
      return { kind: "value", value: { transactionId, unit, request: decodeRequest(pdu) } };
    }),
  encode(reply: ModbusReply, request: TcpRequest<ReceivedRequest>): Uint8Array {
    const { transactionId, unit } = request;
    return encodeTcpFrame({ transactionId, unit, pdu: encodeReply(reply, request.request) });
  },
};
