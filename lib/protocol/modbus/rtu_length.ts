import { IDENTIFICATION_MEI } from "./device_identification.ts";
import { functionOf } from "./function_codes.ts";

/** The longest RTU frame, in bytes: unit, PDU of 253, CRC. */
export const MAX_RTU_BYTES = 256;

/**
 * How many bytes an RTU frame has, by its beginning: `"more"` if too little is there to say, and
 * `"unknown"` if only silence can tell where it ends.
 */
export type RtuLength = number | "more" | "unknown";

/** The length of a request, from its function code and byte count. */
export function rtuRequestLength(received: Uint8Array): RtuLength {
  if (received.length < 2) return "more";
  switch (functionOf(received[1]!)) {
    case "write-multiple-coils":
    case "write-multiple-registers":
      return counted(received, 6);
    case "mask-write-register":
      return 10;
    case "read-write-multiple-registers":
      return counted(received, 10);
    case "read-device-identification":
      if (received.length < 3) return "more";
      return received[2] === IDENTIFICATION_MEI ? 7 : "unknown";
    case undefined:
      return "unknown";
    default:
      return 8;
  }
}

/** The length of a reply, from its function code and byte count. */
export function rtuReplyLength(received: Uint8Array): RtuLength {
  if (received.length < 2) return "more";
  if (received[1]! >= 0x80) return 5;
  switch (functionOf(received[1]!)) {
    case "read-coils":
    case "read-discrete-inputs":
    case "read-holding-registers":
    case "read-input-registers":
    case "read-write-multiple-registers":
      return counted(received, 2);
    case "mask-write-register":
      return 10;
    case "read-device-identification":
      return identificationLength(received);
    case undefined:
      return "unknown";
    default:
      return 8;
  }
}

/** Of a frame whose byte count is at `at`, before the data and the CRC. */
function counted(received: Uint8Array, at: number): RtuLength {
  if (received.length <= at) return "more";
  return bounded(at + 1 + received[at]! + 2);
}

function identificationLength(received: Uint8Array): RtuLength {
  if (received.length < 3) return "more";
  if (received[2] !== IDENTIFICATION_MEI) return "unknown";
  if (received.length < 8) return "more";
  let end = 8;
  for (let objects = received[7]!; objects > 0; objects--) {
    if (bounded(end + 4) === "unknown") return "unknown";
    if (received.length < end + 2) return "more";
    end += 2 + received[end + 1]!;
  }
  return bounded(end + 2);
}

function bounded(bytes: number): RtuLength {
  return bytes <= MAX_RTU_BYTES ? bytes : "unknown";
}
