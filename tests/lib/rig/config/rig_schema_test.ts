import type { InferOutput } from "../../../../lib/deps/valibot.ts";
import { rigJsonSchema } from "../../../../lib/rig/config/rig_json_schema.ts";
import { RigError } from "../../../../lib/rig/config/rig_error.ts";
import type { rigSchema } from "../../../../lib/rig/config/schema/rig_schema.ts";
import { readYaml } from "../../../../lib/rig/config/yaml/read_yaml.ts";
import type { Rig } from "../../../../lib/rig/rig.ts";
import { signal } from "../../../../lib/source/signal/signal.ts";
import { Ajv } from "../../../deps/ajv.ts";
import { assert, assertEquals } from "../../../deps/assert.ts";
import { brokenCases } from "./broken_cases.ts";
import { judgeYaml } from "./judge_yaml.ts";
import { VESSEL_YAML } from "./vessel_yaml.ts";

type Read = InferOutput<typeof rigSchema>;

// The compiler is the test: what is read from a file is a Rig, and every Rig can be read.
export const asRig = (read: Read): Rig => read;
export const asRead = (rig: Rig): Read => rig;

// Nor does either have a field that the other has not; a Rig with one more would still be a Rig.
export const sameFields = (path: Path<Rig>): Path<Read> => path;
export const sameFieldsBack = (path: Path<Read>): Path<Rig> => path;

/** The paths of all fields, as `channels.*.limits.range`. */
type Path<T> = T extends ((...args: never[]) => unknown) ? never
  : T extends readonly (infer E)[] ? Path<E>
  : T extends object ? { [K in keyof T]-?: Name<K> | `${Name<K>}.${Path<T[K]>}` }[keyof T]
  : never;

type Name<K> = string extends K ? "*" : K & string;

/** What an editor says of a rig. */
async function editor(): Promise<(yaml: string) => boolean> {
  const validate = new Ajv({ strict: true, allowUnionTypes: true }).compile(await rigJsonSchema());
  return (yaml) => validate(readYaml(yaml, "rig.yaml").data);
}

Deno.test("the JSON schema takes a rig with every field that there is", async () => {
  assertEquals((await editor())(VESSEL_YAML), true);
});

Deno.test("the sample has every field of the JSON schema", async () => {
  const written = VESSEL_YAML.matchAll(/(?<=^|[{,]) *(?:- \{ *)?(\w+):/gm);
  const missing = fieldsOf(await rigJsonSchema()).difference(
    new Set([...written].map((match) => match[1]!)),
  );
  assertEquals([...missing], []);
});

Deno.test("each field of the JSON schema says what it is for", async () => {
  const silent: string[] = [];
  (function look(schema: unknown): void {
    if (typeof schema !== "object" || schema === null) return;
    const { properties } = schema as { properties?: Record<string, { description?: string }> };
    for (const [name, { description }] of Object.entries(properties ?? {})) {
      if (!/^\S.*\.$/s.test(description ?? "")) silent.push(name);
    }
    Object.values(schema).forEach(look);
  })(await rigJsonSchema());
  assertEquals(silent, []);
});

Deno.test("the JSON schema takes nothing that is no field, and no function", async () => {
  const accepts = await editor();
  assertEquals(accepts("name: r\nchannels: { a: { host: cpu } }"), true);
  assertEquals(accepts("name: r\nchannels: { a: { host: cpu, evryMs: 5 } }"), false);
  assertEquals(accepts("name: r\nchannels: { a: { read: {} } }"), false);
  assertEquals(accepts("name: r\nchannels: { a: { host: cpu, everyMs: fast } }"), false);
  assertEquals(accepts("name: r"), false);
});

Deno.test("what the JSON schema refuses, the check refuses too", async () => {
  const accepts = await editor();
  let refused = 0;
  for (const { yaml } of brokenCases()) {
    if (accepts(yaml)) continue;
    refused++;
    try {
      judgeYaml(yaml);
      assert(false, yaml);
    } catch (error) {
      assert(error instanceof RigError);
    }
  }
  assert(refused > 50, String(refused));
});

Deno.test("the schema knows every signal generator", async () => {
  const text = JSON.stringify(await rigJsonSchema());
  for (const name of Object.keys(signal)) assert(text.includes(`"${name}"`), name);
});

function fieldsOf(schema: unknown, fields = new Set<string>()): Set<string> {
  if (typeof schema !== "object" || schema === null) return fields;
  const { properties = {} } = schema as { properties?: object };
  for (const name of Object.keys(properties)) fields.add(name);
  for (const part of Object.values(schema)) fieldsOf(part, fields);
  return fields;
}
