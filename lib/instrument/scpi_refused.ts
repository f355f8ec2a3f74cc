import { printable } from "../base/printable.ts";
import { ReadoutError } from "../base/readout_error.ts";
import { errorClass } from "../protocol/scpi/error_class.ts";
import { type ErrorEntry, errorEntry } from "../protocol/scpi/error_entry.ts";

/** What was to be done when an instrument refused. */
export interface Doing {
  /** After "Cannot", such as `set volts to 31 V`. */
  readonly what: string;
  /** What was sent. */
  readonly sent: string;
  /** The channel, if it was one. */
  readonly channel?: string;
}

const SHOWN = 3;

/** Whether an entry of an error queue says that something was refused, and not that it happened. */
export function isRefusal({ code }: ErrorEntry): boolean {
  switch (errorClass(code)) {
    case "none":
    case "power-on":
    case "user-request":
    case "request-control":
    case "operation-complete":
      return false;
    default:
      return true;
  }
}

/** The fault of an instrument that says why it did not do what it was told. */
export function refused(
  { what, sent, channel }: Doing,
  address: string,
  entries: readonly ErrorEntry[],
  cause?: unknown,
): ReadoutError {
  const texts = entries.map((entry) => printable(errorEntry.format(entry), 120));
  const more = texts.length > SHOWN ? ` and ${texts.length - SHOWN} more` : "";
  const lost = entries.some(({ code }) => code === -350)
    ? "; its error queue was full, so some are lost"
    : "";
  return new ReadoutError(
    "device.refused",
    `Cannot ${what}: ${printable(address)} says ${texts.slice(0, SHOWN).join(", ")}${more}${lost}`,
    {
      address,
      sent,
      received: texts.join(","),
      ...(channel === undefined ? {} : { channel }),
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
