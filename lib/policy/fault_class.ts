import type { FaultCode } from "../contract/fault.ts";

/**
 * What a fault means for the question whether to ask again.
 *
 * - `transient`: it was the moment; asking again may do
 * - `link`: no contact, or contact lost
 * - `content`: something came, and it is nothing that can be used
 * - `device`: the device says, or shows, that it could not
 * - `fatal`: it is set up wrongly, or not there; asking again changes nothing
 * - `bug`: a mistake in the program
 */
export type FaultClass = "transient" | "link" | "content" | "device" | "fatal" | "bug";

/** The class of each fault code: a new code must decide here. */
export const FAULT_CLASSES: Readonly<Record<FaultCode, FaultClass>> = {
  "aborted": "fatal", // somebody has stopped it: nobody starts it again
  "timeout.lock": "transient",
  "timeout.total": "link",
  "timeout.queue": "transient",
  "value.invalid": "device",
  "reader.threw": "bug",
  "permission.missing": "fatal",
  "source.absent": "fatal",
  "source.unsupported": "fatal",
  "source.failed": "device",
  "address.in-use": "fatal",
  "address.not-local": "fatal",
  "acquisition.incomplete": "transient",
  "queue.full": "transient",
  "queue.closed": "fatal",
  "queue.dropped": "transient",
  "queue.unacknowledged": "transient",
  "timeout.connect": "link",
  "timeout.write": "link",
  "timeout.reply": "link",
  "timeout.gap": "link",
  "frame.bad": "content",
  "frame.extra": "content",
  "device.unsupported": "fatal",
  "device.busy": "transient",
  "device.refused": "device",
  "device.unexpected": "fatal",
  "breaker.open": "link",
  "link.suspect": "link",
  "link.absent": "link",
  "link.failed": "link",
  "link.closed": "link",
  "timeout.worker": "transient",
  "worker.failed": "bug",
};

/** Other classes for some codes, for one channel. */
export type FaultClassOverrides = Readonly<Partial<Record<FaultCode, FaultClass>>>;

/**
 * The class of a fault code. A code of another version of this library is not in the table, and is
 * nothing to try again.
 *
 * @param code The fault's code.
 * @param overrides What is different for one channel.
 */
export function classOfFault(code: FaultCode, overrides?: FaultClassOverrides): FaultClass {
  return overrides?.[code] ?? FAULT_CLASSES[code] ?? "fatal";
}
