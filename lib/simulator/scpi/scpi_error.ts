import type { ErrorEntry } from "../../protocol/scpi/error_entry.ts";
import { standardError, type StandardErrorCode } from "../../protocol/scpi/standard_error.ts";

/**
 * Thrown by what a simulated SCPI device does: the error goes into the device's queue, and the
 * command has no reply.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(new ScpiError(-222).entry.text, "Data out of range");
 * strictEqual(new ScpiError({ code: 550, text: "Fan stopped" }).entry.code, 550);
 * ```
 */
export class ScpiError extends Error {
  /** Always `"ScpiError"`. */
  override readonly name: string = "ScpiError";
  /** What goes into the queue. */
  readonly entry: ErrorEntry;

  /**
   * Makes an error.
   *
   * @param error The standard's number, or the device's own error.
   * @param detail What more there is to say, for one of the standard's.
   */
  constructor(error: StandardErrorCode | ErrorEntry, detail?: string) {
    const entry = typeof error === "number" ? standardError(error, detail) : error;
    super(`${entry.code} ${entry.text}`);
    this.entry = entry;
  }
}
