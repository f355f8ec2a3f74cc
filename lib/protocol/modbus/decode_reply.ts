import type { Parsed } from "../../base/parsed.ts";

import type { ModbusReply } from "./reply.ts";
import type { ModbusRequest } from "./request.ts";
import { unpackBits } from "./bits.ts";
import { decodeIdentification } from "./identification_codec.ts";
import { echoOf } from "./encode_request.ts";
import { exceptionOf } from "./exception.ts";
import { FUNCTION_CODES } from "./function_codes.ts";
import { unpackWords } from "./words.ts";

const REFUSED = 0x80;

/**
 * What a PDU answers to a request; `bad` if it is no answer to it: another function, another byte
 * count, another address or value repeated. It never throws on any bytes.
 *
 * @example Not as many registers as asked for
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const request = { kind: "read-holding-registers", address: 107, count: 3 } as const;
 * strictEqual(decodeReply(Uint8Array.of(3, 2, 0, 64), request).kind, "bad");
 * strictEqual(decodeReply(Uint8Array.of(3, 6, 2, 43, 0, 0, 0, 100), request).kind, "value");
 * ```
 */
export function decodeReply(pdu: Uint8Array, request: ModbusRequest): Parsed<ModbusReply> {
  const code = FUNCTION_CODES[request.kind];
  if (pdu[0] === (code | REFUSED)) {
    if (pdu.length !== 2) return bad(`an exception of ${pdu.length} bytes, 2 expected`);
    return { kind: "value", value: exceptionOf(pdu[1]!) };
  }
  if (pdu[0] !== code) return bad(`an answer by function ${pdu[0]} to function ${code}`);
  switch (request.kind) {
    case "read-coils":
    case "read-discrete-inputs": {
      const { kind, count } = request;
      const data = counted(pdu, Math.ceil(count / 8));
      if (data.kind === "bad") return data;
      return { kind: "value", value: { kind, values: unpackBits(data.value, count) } };
    }
    case "read-holding-registers":
    case "read-input-registers":
    case "read-write-multiple-registers": {
      const { kind } = request;
      const data = counted(pdu, 2 * ("count" in request ? request.count : request.readCount));
      if (data.kind === "bad") return data;
      return { kind: "value", value: { kind, values: unpackWords(data.value) } };
    }
    case "read-device-identification":
      return decodeIdentification(pdu, request);
    default: {
      const echo = echoOf(request);
      const isSame = pdu.length === echo.length && echo.every((byte, at) => byte === pdu[at]);
      if (!isSame) return bad("a write confirmed for another address, value or count");
      return { kind: "value", value: { kind: request.kind } };
    }
  }
}

/** The bytes after the byte count, if there are as many as asked for. */
function counted(pdu: Uint8Array, expected: number): Parsed<Uint8Array> {
  const data = pdu.subarray(2);
  if (pdu[1] === expected && data.length === expected) return { kind: "value", value: data };
  return bad(`a byte count of ${pdu[1]} and ${data.length} bytes of data, ${expected} expected`);
}

function bad(why: string): Parsed<never> {
  return { kind: "bad", why };
}
