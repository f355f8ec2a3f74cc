import { ReadoutError } from "../lib/base/readout_error.ts";

/**
 * Bundles a module and all it imports for browsers.
 *
 * @param entry A file or a web address.
 * @throws {ReadoutError} `permission.missing` if a flag is missing; the message names it.
 */
export async function bundle(entry: URL): Promise<string> {
  if (typeof Deno.bundle !== "function") {
    throw new ReadoutError(
      "permission.missing",
      "Cannot bundle the page: Deno.bundle() is unstable and switched off; " +
        "start again with --unstable-bundle",
    );
  }
  const local = entry.protocol === "file:";
  const { success, errors, outputFiles } = await Deno.bundle({
    entrypoints: [local ? decodeURIComponent(entry.pathname) : entry.href],
    platform: "browser",
    write: false,
    minify: true,
  });
  const script = outputFiles?.[0]?.text();
  if (success && script !== undefined) return script;
  const what = errors[0]?.text ?? "no reason was given";
  if (what.includes("--allow-read")) {
    throw new ReadoutError(
      "permission.missing",
      `Cannot bundle the page: Deno may not read its modules and packages; ` +
        `start again with --allow-read (${what})`,
    );
  }
  throw new Error(`Cannot bundle the page: ${what}`);
}
