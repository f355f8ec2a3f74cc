import type { FaultCode } from "../contract/fault.ts";
import { isReadoutError, ReadoutError, textOfThrown } from "../base/readout_error.ts";

/**
 * What happens if a device is not there at the start, by the names that Telegraf gave these.
 *
 * - `error`: the start fails
 * - `retry`: the start does not wait for it; each question tries again, with back-off
 * - `ignore`: it is left out if no connection can be made
 * - `probe`: as `ignore`, and also left out if it is there and does not pass its `init`, such as
 *   another device at its address
 */
export type Startup = "error" | "retry" | "ignore" | "probe";

/** Faults that mean that nothing is there. */
const NOT_THERE: ReadonlySet<FaultCode> = new Set(["link.failed", "timeout.connect"]);

/** Whether a device that failed to start like this is left out. */
export function isLeftOut(startup: Startup, error: unknown): boolean {
  if (!isReadoutError(error)) return false; // a mistake in the program
  if (startup === "ignore") return NOT_THERE.has(error.code);
  return startup === "probe" && error.code !== "permission.missing"; // which only its user can mend
}

/** What a device that is left out says to every question. */
export function absent(address: string, reason: unknown): ReadoutError {
  const text = `Cannot talk to ${address}: it was not there at the start, and is left out: ` +
    textOfThrown(reason);
  return new ReadoutError("link.absent", text, { address, cause: reason });
}
