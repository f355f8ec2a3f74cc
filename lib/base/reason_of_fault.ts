import type { FaultCode } from "../contract/fault.ts";
import type { BadReason } from "../contract/quality.ts";

/** Which quality reason each fault code gives its reading: a new code must decide here. */
const REASONS: Readonly<Record<FaultCode, BadReason>> = {
  "aborted": "disabled",
  "timeout.lock": "comm-fail",
  "timeout.total": "comm-fail",
  "timeout.queue": "comm-fail",
  "value.invalid": "sensor-fail",
  "reader.threw": "device-fail",
  "permission.missing": "config",
  "source.absent": "not-connected",
  "source.unsupported": "not-connected",
  "source.failed": "device-fail",
  "address.in-use": "config",
  "address.not-local": "config",
  "acquisition.incomplete": "comm-fail",
  "queue.full": "comm-fail",
  "queue.closed": "disabled",
  "queue.dropped": "comm-fail",
  "queue.unacknowledged": "comm-fail",
  "timeout.connect": "comm-fail",
  "timeout.write": "comm-fail",
  "timeout.reply": "comm-fail",
  "timeout.gap": "protocol",
  "frame.bad": "protocol",
  "frame.extra": "protocol",
  "device.unsupported": "config",
  "device.busy": "comm-fail",
  "breaker.open": "disabled",
  "link.suspect": "comm-fail",
  "device.unexpected": "config",
  "device.refused": "device-fail",
  "link.failed": "comm-fail",
  "link.absent": "not-connected",
  "link.closed": "comm-fail",
  "timeout.worker": "comm-fail",
  "worker.failed": "device-fail",
};

/**
 * The reason that a bad reading has when its fault has this code. A code of another version of this
 * library is not in the table.
 */
export function reasonOfFault(code: FaultCode): BadReason {
  return REASONS[code] ?? "device-fail";
}
