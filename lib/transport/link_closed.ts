import { ReadoutError, textOfThrown } from "../base/readout_error.ts";

/** The error of a transport that cannot be used any more: `link.closed`, and why. */
export function linkClosed(label: string, verb: string, cause?: unknown): ReadoutError {
  const why = cause === undefined ? "it is closed" : textOfThrown(cause);
  return new ReadoutError("link.closed", `Cannot ${verb} ${label}: ${why}`, {
    address: label,
    ...(cause === undefined ? {} : { cause }),
  });
}
