import type { BitsReply, ModbusReply, RegistersReply } from "./reply.ts";
import type {
  IdentificationRequest,
  ModbusRequest,
  ReadWriteRequest,
  ReceivedRequest,
  WriteRequest,
} from "./request.ts";
import { packBits } from "./bits.ts";
import { encodeIdentification } from "./identification_codec.ts";
import { echoOf } from "./encode_request.ts";
import { FUNCTION_CODES } from "./function_codes.ts";
import { packWords } from "./words.ts";

/**
 * The function code and data (the PDU) of a device's reply to a request, at most 253 bytes.
 *
 * @throws {TypeError} If the reply is not of the request's kind.
 * @throws {RangeError} If it has not as many values as were asked for, or does not fit.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const request = { kind: "read-coils", address: 19, count: 3 } as const;
 * const pdu = encodeReply({ kind: "read-coils", values: [true, false, true] }, request);
 * deepStrictEqual([...pdu], [1, 1, 0b101]);
 * ```
 */
export function encodeReply(reply: ModbusReply, request: ReceivedRequest): Uint8Array {
  if (reply.kind === "exception") {
    const code = request.kind === "refused" ? request.functionCode : FUNCTION_CODES[request.kind];
    return Uint8Array.of(code | 0x80, reply.code);
  }
  if (request.kind !== reply.kind) {
    throw new TypeError(
      `Cannot answer ${request.kind} with ${reply.kind}: a reply must be of the request's kind, ` +
        `or an exception`,
    );
  }
  return replyBytes(reply, request);
}

function replyBytes(
  reply: Exclude<ModbusReply, { kind: "exception" }>,
  request: ModbusRequest,
): Uint8Array {
  switch (reply.kind) {
    case "read-coils":
    case "read-discrete-inputs":
      return withValues(reply, packBits(reply.values), request);
    case "read-holding-registers":
    case "read-input-registers":
    case "read-write-multiple-registers":
      return withValues(reply, packWords(reply.values), request);
    case "read-device-identification":
      return encodeIdentification(reply, request as IdentificationRequest);
    default:
      return echoOf(request as WriteRequest);
  }
}

function withValues(
  { kind, values }: BitsReply | RegistersReply,
  data: Uint8Array,
  request: ModbusRequest,
): Uint8Array {
  const count = "count" in request ? request.count : (request as ReadWriteRequest).readCount;
  if (values.length !== count) {
    throw new RangeError(`Cannot answer ${kind}: ${count} were asked for, got ${values.length}`);
  }
  const bytes = new Uint8Array(2 + data.length);
  bytes[0] = FUNCTION_CODES[kind];
  bytes[1] = data.length;
  bytes.set(data, 2);
  return bytes;
}
