/**
 * The JSON schema (draft 07) of a rig in a YAML or JSON file, for editors: they complete names, show
 * what each field is for, and mark mistakes.
 *
 * @example The first line of a file that uses it
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 * import { rigJsonSchema } from "@readout/readout/rig";
 *
 * const schema = await rigJsonSchema();
 * strictEqual(schema["title"], "A rig of Readout");
 * console.log("# yaml-language-server: $schema=./rig.schema.json");
 * ```
 */
export async function rigJsonSchema(): Promise<Readonly<Record<string, unknown>>> {
  const { makeJsonSchema } = await import("./make_json_schema.ts");
  return makeJsonSchema();
}
