/** Why a device refuses, with the codes (Modbus Application Protocol V1.1b3, clause 7). */
export const EXCEPTION_CODES = {
  /** It has not got this function. */
  "illegal-function": 1,
  /** It has not got (all of) these addresses. */
  "illegal-data-address": 2,
  /** The request contradicts itself, or asks for too much. */
  "illegal-data-value": 3,
  /** It tried and failed. */
  "device-failure": 4,
  /** It has begun something long; ask later whether it is done. */
  "acknowledge": 5,
  /** It is busy; ask again later. */
  "busy": 6,
  /** Of older devices: it cannot do this. */
  "negative-acknowledge": 7,
  /** Its memory is damaged. */
  "memory-parity-error": 8,
  /** A gateway has no path to the device. */
  "gateway-path-unavailable": 10,
  /** A gateway got no answer from the device. */
  "gateway-target-failed-to-respond": 11,
} as const;

/** The name of an exception. */
export type ExceptionName = keyof typeof EXCEPTION_CODES;

/** A device's refusal. */
export interface ModbusException {
  /** What it is. */
  readonly kind: "exception";
  /** The code on the wire, 0 to 255. */
  readonly code: number;
  /** Its name; `"unknown"` for a code that the standard does not name. */
  readonly name: ExceptionName | "unknown";
}

const NAMES: ReadonlyMap<number, ExceptionName> = new Map(
  Object.entries(EXCEPTION_CODES).map(([name, code]) => [code, name as ExceptionName]),
);

/**
 * Makes the reply by which a device refuses.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(exception("busy"), { kind: "exception", code: 6, name: "busy" });
 * ```
 */
export function exception(name: ExceptionName): ModbusException {
  return { kind: "exception", code: EXCEPTION_CODES[name], name };
}

/** Names the exception of a code from the wire. */
export function exceptionOf(code: number): ModbusException {
  return { kind: "exception", code, name: NAMES.get(code) ?? "unknown" };
}
