import type { FaultCode } from "../contract/fault.ts";
import type { ModbusException } from "../protocol/modbus/exception.ts";
import type { ModbusRequest } from "../protocol/modbus/request.ts";
import { ReadoutError } from "../base/readout_error.ts";

/** What each exception means for whoever asked. */
const CODES: Readonly<Record<ModbusException["name"], FaultCode>> = {
  "illegal-function": "device.unsupported",
  "illegal-data-address": "device.unsupported",
  "illegal-data-value": "device.unsupported",
  "device-failure": "device.refused",
  "acknowledge": "device.busy",
  "busy": "device.busy",
  "negative-acknowledge": "device.refused",
  "memory-parity-error": "device.refused",
  "gateway-path-unavailable": "link.failed",
  "gateway-target-failed-to-respond": "timeout.reply",
  "unknown": "device.refused",
};

/** A device's refusal as an error: exception, function, address and unit are in the message. */
export function modbusRefusal(
  exception: ModbusException,
  request: ModbusRequest,
  unit: number,
  address: string,
): ReadoutError {
  const { name, code } = exception;
  const text = `Cannot ${wordsOf(request)}: unit ${unit} at ${address} answers ` +
    `"${name === "unknown" ? "an exception without a name" : name}" (exception ${code})`;
  return new ReadoutError(CODES[name], text, { address, sent: wordsOf(request) });
}

/** A request in words, such as `read-holding-registers 12 to 15`. */
export function wordsOf(request: ModbusRequest): string {
  switch (request.kind) {
    case "read-device-identification":
      return request.kind;
    case "read-write-multiple-registers":
      return `${request.kind} ${span(request.readAddress, request.readCount)}`;
    default: {
      const count = "count" in request
        ? request.count
        : "values" in request
        ? request.values.length
        : 1;
      return `${request.kind} ${span(request.address, count)}`;
    }
  }
}

function span(address: number, count: number): string {
  return count === 1 ? `${address}` : `${address} to ${address + count - 1}`;
}
