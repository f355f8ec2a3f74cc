import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { printable } from "../base/printable.ts";

/** What a reader threw, as a `ReadoutError`: its own one unchanged, a refusal by Deno by its flag. */
export function asReadoutError(thrown: unknown, channel: string): ReadoutError {
  if (isReadoutError(thrown)) return thrown;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Deno.errors.NotCapable) {
    return new ReadoutError("permission.missing", `Cannot read ${printable(channel)}: ${what}`, {
      channel,
      cause: thrown,
    });
  }
  return new ReadoutError(
    "reader.threw",
    `Cannot read ${printable(channel)}: its reader threw "${printable(what, 256)}"; ` +
      `a reader should return a value or throw a ReadoutError`,
    { channel, cause: thrown },
  );
}
