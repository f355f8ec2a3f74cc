import { isReadoutError, ReadoutError, textOfThrown } from "../base/readout_error.ts";
import { printable } from "../base/printable.ts";

/** What a reader threw, as a `ReadoutError`: its own one unchanged, a refusal by Deno by its flag. */
export function asReadoutError(
  thrown: unknown,
  verb: "read" | "write",
  channel: string,
): ReadoutError {
  if (isReadoutError(thrown)) return thrown;
  const what = textOfThrown(thrown);
  if (thrown instanceof Deno.errors.NotCapable) {
    return new ReadoutError(
      "permission.missing",
      `Cannot ${verb} ${printable(channel)}: ${thrown.message}`,
      {
        channel,
        cause: thrown,
      },
    );
  }
  return new ReadoutError(
    "reader.threw",
    `Cannot ${verb} ${printable(channel)}: its ${
      verb === "read" ? "reader" : "writer"
    } threw "${what}"; ` +
      `it should return or throw a ReadoutError`,
    { channel, cause: thrown },
  );
}
