import type { ModbusRequest, WriteRequest } from "./request.ts";
import { packBits } from "./bits.ts";
import { IDENTIFICATION_LEVELS, IDENTIFICATION_MEI } from "./device_identification.ts";
import { FUNCTION_CODES } from "./function_codes.ts";
import { requestProblem } from "./request_problem.ts";
import { packWords, putWords } from "./words.ts";

/**
 * The function code and data of a request (its PDU), at most 253 bytes.
 *
 * @throws {RangeError} If the standard does not allow it; the message says what is allowed.
 *
 * @example The standard's own
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const pdu = encodeRequest({ kind: "read-holding-registers", address: 107, count: 3 });
 * deepStrictEqual([...pdu], [0x03, 0x00, 0x6b, 0x00, 0x03]);
 * ```
 */
export function encodeRequest(request: ModbusRequest): Uint8Array {
  const problem = requestProblem(request);
  if (problem !== undefined) throw new RangeError(`Cannot ${request.kind}: ${problem.why}`);
  return requestBytes(request);
}

/** What a device repeats of a write once it is done. */
export function echoOf(request: WriteRequest): Uint8Array {
  const bytes = requestBytes(request);
  const isLong = "values" in request;
  return isLong ? bytes.subarray(0, 5) : bytes; // only the address and the count
}

function requestBytes(request: ModbusRequest): Uint8Array {
  const code = FUNCTION_CODES[request.kind];
  switch (request.kind) {
    case "read-coils":
    case "read-discrete-inputs":
    case "read-holding-registers":
    case "read-input-registers":
      return withWords(code, request.address, request.count);
    case "write-single-coil":
      return withWords(code, request.address, request.value ? 0xff00 : 0);
    case "write-single-register":
      return withWords(code, request.address, request.value);
    case "write-multiple-coils": {
      const { address, values } = request;
      return withData(withWords(code, address, values.length), packBits(values));
    }
    case "write-multiple-registers": {
      const { address, values } = request;
      return withData(withWords(code, address, values.length), packWords(values));
    }
    case "mask-write-register":
      return withWords(code, request.address, request.andMask, request.orMask);
    case "read-write-multiple-registers": {
      const { readAddress, readCount, writeAddress, values } = request;
      const head = withWords(code, readAddress, readCount, writeAddress, values.length);
      return withData(head, packWords(values));
    }
    case "read-device-identification": {
      const level = IDENTIFICATION_LEVELS[request.level];
      return Uint8Array.of(code, IDENTIFICATION_MEI, level, request.objectId);
    }
  }
}

function withWords(code: number, ...words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(1 + 2 * words.length);
  bytes[0] = code;
  putWords(bytes, 1, words);
  return bytes;
}

function withData(head: Uint8Array, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + 1 + data.length);
  bytes.set(head);
  bytes[head.length] = data.length;
  bytes.set(data, head.length + 1);
  return bytes;
}
