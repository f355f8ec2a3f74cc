import { isReadoutError, ReadoutError } from "../base/readout_error.ts";
import { printable } from "../base/printable.ts";

/** What a reader threw, as a `ReadoutError`: its own one unchanged, a refusal by Deno by its flag. */
export function asReadoutError(
  thrown: unknown,
  verb: "read" | "write",
  channel: string,
): ReadoutError {
  if (isReadoutError(thrown)) return thrown;
  const what = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Deno.errors.NotCapable) {
    return new ReadoutError("permission.missing", `Cannot ${verb} ${printable(channel)}: ${what}`, {
      channel,
      cause: thrown,
    });
  }
  return new ReadoutError(
    "reader.threw",
    `Cannot ${verb} ${printable(channel)}: its ${verb === "read" ? "reader" : "writer"} threw "${
      printable(what, 256)
    }"; ` +
      `it should return or throw a ReadoutError`,
    { channel, cause: thrown },
  );
}
