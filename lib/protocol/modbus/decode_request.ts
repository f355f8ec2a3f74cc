import type { ExceptionName } from "./exception.ts";
import type { IdentificationLevel } from "./device_identification.ts";
import type { ModbusFunction } from "./function_codes.ts";
import type { ModbusRequest, ReceivedRequest } from "./request.ts";
import { unpackBits } from "./bits.ts";
import { IDENTIFICATION_LEVELS, IDENTIFICATION_MEI } from "./device_identification.ts";
import { functionOf } from "./function_codes.ts";
import { requestProblem } from "./request_problem.ts";
import { unpackWords, wordAt } from "./words.ts";

interface Refusal {
  readonly exception: ExceptionName;
  readonly why: string;
}

const ON = 0xff00;

/**
 * What a device is asked by a PDU. One that it may not carry out is `"refused"`, with the exception
 * that the standard wants as the answer; it never throws.
 *
 * @example Too many registers
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const asked = decodeRequest(Uint8Array.of(3, 0, 0, 0, 126));
 * strictEqual(asked.kind === "refused" && asked.exception, "illegal-data-value");
 * ```
 */
export function decodeRequest(pdu: Uint8Array): ReceivedRequest {
  const functionCode = pdu[0] ?? 0;
  const kind = functionOf(functionCode);
  const parsed = kind === undefined ? unspoken(`function ${functionCode}`) : parse(kind, pdu);
  const refusal = "exception" in parsed ? parsed : requestProblem(parsed);
  return refusal === undefined
    ? parsed as ModbusRequest
    : { kind: "refused", functionCode, exception: refusal.exception, why: refusal.why };
}

function parse(kind: ModbusFunction, pdu: Uint8Array): ModbusRequest | Refusal {
  switch (kind) {
    case "read-coils":
    case "read-discrete-inputs":
    case "read-holding-registers":
    case "read-input-registers":
      if (pdu.length !== 5) return wrongLength(pdu);
      return { kind, address: wordAt(pdu, 1), count: wordAt(pdu, 3) };
    case "write-single-coil": {
      if (pdu.length !== 5) return wrongLength(pdu);
      const state = wordAt(pdu, 3);
      if (state !== ON && state !== 0) return illegal(`a coil is 65280 or 0, got ${state}`);
      return { kind, address: wordAt(pdu, 1), value: state === ON };
    }
    case "write-single-register":
      if (pdu.length !== 5) return wrongLength(pdu);
      return { kind, address: wordAt(pdu, 1), value: wordAt(pdu, 3) };
    case "write-multiple-coils": {
      if (!isFilled(pdu, 6)) return wrongLength(pdu);
      const count = wordAt(pdu, 3);
      if (pdu[5] !== Math.ceil(count / 8)) return illegal(`${pdu[5]} bytes for ${count} coils`);
      return { kind, address: wordAt(pdu, 1), values: unpackBits(pdu.subarray(6), count) };
    }
    case "write-multiple-registers": {
      if (!isFilled(pdu, 6)) return wrongLength(pdu);
      const count = wordAt(pdu, 3);
      if (pdu[5] !== 2 * count) return illegal(`${pdu[5]} bytes for ${count} registers`);
      return { kind, address: wordAt(pdu, 1), values: unpackWords(pdu.subarray(6)) };
    }
    case "mask-write-register":
      if (pdu.length !== 7) return wrongLength(pdu);
      return { kind, address: wordAt(pdu, 1), andMask: wordAt(pdu, 3), orMask: wordAt(pdu, 5) };
    case "read-write-multiple-registers": {
      if (!isFilled(pdu, 10)) return wrongLength(pdu);
      const count = wordAt(pdu, 7);
      if (pdu[9] !== 2 * count) return illegal(`${pdu[9]} bytes for ${count} registers`);
      const [readAddress, readCount] = [wordAt(pdu, 1), wordAt(pdu, 3)];
      const values = unpackWords(pdu.subarray(10));
      return { kind, readAddress, readCount, writeAddress: wordAt(pdu, 5), values };
    }
    case "read-device-identification": {
      if (pdu[1] !== IDENTIFICATION_MEI) return unspoken(`interface type ${pdu[1]}`);
      if (pdu.length !== 4) return wrongLength(pdu);
      const level = levelOf(pdu[2]!);
      if (level === undefined) return illegal(`level ${pdu[2]}`);
      return { kind, level, objectId: pdu[3]! };
    }
  }
}

/** Whether the byte before `at` counts the bytes from there to the end. */
function isFilled(pdu: Uint8Array, at: number): boolean {
  return pdu.length >= at && pdu.length === at + pdu[at - 1]!;
}

function levelOf(code: number): IdentificationLevel | undefined {
  const names = Object.keys(IDENTIFICATION_LEVELS) as IdentificationLevel[];
  return names.find((name) => IDENTIFICATION_LEVELS[name] === code);
}

function unspoken(what: string): Refusal {
  return { exception: "illegal-function", why: `${what} is not spoken here` };
}

function wrongLength(pdu: Uint8Array): Refusal {
  return illegal(`${pdu.length} bytes are not the length of such a request`);
}

function illegal(why: string): Refusal {
  return { exception: "illegal-data-value", why };
}
