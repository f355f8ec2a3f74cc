import type { ModbusRequest } from "./request.ts";
import { IDENTIFICATION_LEVELS } from "./device_identification.ts";
import { FUNCTION_CODES } from "./function_codes.ts";
import { LIMITS } from "./limits.ts";

/** Why a request is not allowed. */
export interface RequestProblem {
  /** What a device answers to it. */
  readonly exception: "illegal-data-address" | "illegal-data-value";
  /** What is wrong, and what is allowed. */
  readonly why: string;
}

/** Says what no device could do of a request, or `undefined`. Both halves judge by this. */
export function requestProblem(request: ModbusRequest): RequestProblem | undefined {
  switch (request.kind) {
    case "read-coils":
    case "read-discrete-inputs":
      return span("", request.address, request.count, LIMITS.readBits);
    case "read-holding-registers":
    case "read-input-registers":
      return span("", request.address, request.count, LIMITS.readRegisters);
    case "write-single-coil":
      return span("", request.address, 1, 1) ?? coils([request.value]);
    case "write-single-register":
      return span("", request.address, 1, 1) ?? words("value", [request.value]);
    case "write-multiple-coils":
      return span("", request.address, request.values.length, LIMITS.writeBits) ??
        coils(request.values);
    case "write-multiple-registers":
      return span("", request.address, request.values.length, LIMITS.writeRegisters) ??
        words("values", request.values);
    case "mask-write-register":
      return span("", request.address, 1, 1) ??
        words("andMask and orMask", [request.andMask, request.orMask]);
    case "read-write-multiple-registers":
      return span("read ", request.readAddress, request.readCount, LIMITS.readRegisters) ??
        span("write ", request.writeAddress, request.values.length, LIMITS.readWriteRegisters) ??
        words("values", request.values);
    case "read-device-identification":
      if (!Object.hasOwn(IDENTIFICATION_LEVELS, request.level)) {
        return illegal(`level must be one of ${Object.keys(IDENTIFICATION_LEVELS).join(", ")}`);
      }
      return isWithin(request.objectId, 0, 0xff)
        ? undefined
        : illegal(`objectId must be an integer from 0 to 255, got ${request.objectId}`);
    default:
      return illegal(`kind must be one of ${Object.keys(FUNCTION_CODES).join(", ")}`);
  }
}

function span(
  which: string,
  address: number,
  count: number,
  limit: number,
): RequestProblem | undefined {
  if (!isWithin(count, 1, limit)) {
    return illegal(`${which}count must be an integer from 1 to ${limit}, got ${count}`);
  }
  const last = LIMITS.addresses - count;
  if (isWithin(address, 0, last)) return undefined;
  const why = `${which}address must be an integer from 0 to ${last}` +
    `${count > 1 ? ` for a count of ${count}` : ""}, got ${address}`;
  return { exception: "illegal-data-address", why };
}

function coils(values: readonly boolean[]): RequestProblem | undefined {
  const odd = values.findIndex((it) => typeof it !== "boolean");
  return odd < 0 ? undefined : illegal(`a coil must be true or false, got ${values[odd]}`);
}

function words(name: string, values: ArrayLike<number>): RequestProblem | undefined {
  for (let at = 0; at < values.length; at++) {
    if (isWithin(values[at]!, 0, 0xffff)) continue;
    return illegal(`${name} must be integers from 0 to 65535, got ${values[at]}`);
  }
  return undefined;
}

function illegal(why: string): RequestProblem {
  return { exception: "illegal-data-value", why };
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
