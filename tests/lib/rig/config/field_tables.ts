import { rigJsonSchema } from "../../../../lib/rig/config/rig_json_schema.ts";

/** The part of a JSON schema that a table is made of. */
interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema | readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

type All = Schema & { readonly $defs?: Readonly<Record<string, Schema>> };

/**
 * The table of each part of a rig, in Markdown, by the part's name in the JSON schema; `rig` is all.
 *
 * A row is a field, what it takes, and what it is for. A field that only some have, such as the
 * instruments of one kind, says which.
 */
export async function fieldTables(): Promise<Readonly<Record<string, string>>> {
  const { $defs, ...rig } = await rigJsonSchema() as All;
  const groups = ["instruments", "channels", "interlocks"];
  const parts = Object.entries({ rig, ...$defs }).filter(([name]) => !groups.includes(name));
  return Object.fromEntries(parts.map(([name, part]) => [name, table(part)]));
}

function table(part: Schema): string {
  const variants = part.anyOf ?? [part];
  const names = new Set(variants.flatMap(({ properties = {} }) => Object.keys(properties)));
  const rows = [...names].map((name) => {
    const of = variants.filter(({ properties = {} }) => Object.hasOwn(properties, name));
    const schemas = of.map(({ properties }) => properties![name]!);
    const isOfAll = of.length === variants.length;
    const isNeeded = isOfAll && of.every(({ required = [] }) => required.includes(name));
    const what = name === "kind" ? "What it speaks." : escaped(schemas[0]!.description ?? "");
    const values = [...new Set(schemas.map(takes))].join(", ");
    const row = `| \`${name}\`${isNeeded ? ", needed" : ""} | ${values} | ` +
      `${isOfAll ? "" : remark(name, of)}${what} |`;
    return { row, rank: isNeeded ? 0 : isOfAll ? 2 : 1 };
  });
  const sorted = rows.toSorted((a, b) => a.rank - b.rank).map(({ row }) => row);
  return ["| field | takes | what for |", "| --- | --- | --- |", ...sorted].join("\n");
}

/** Which of them have a field. */
function remark(name: string, of: readonly Schema[]): string {
  const names = of.map(({ properties = {}, required = [] }) =>
    properties["kind"]?.const ??
      required.find((it) => !["instrument", "name", "value", name].includes(it))
  ).filter((it) => it !== undefined);
  return names.length === 0 || name === "instrument" ? "" : `With \`${names.join("`, `")}\`: `;
}

function takes(schema: Schema): string {
  const { type, items, anyOf, $ref } = schema;
  if ($ref !== undefined) return "fields, see below";
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum !== undefined) return schema.enum.map((word) => `\`${word}\``).join(", ");
  if (anyOf !== undefined) {
    const pattern = anyOf.find(({ pattern }) => pattern)?.pattern ?? "";
    const digit = /^\^(\d)\\d/.exec(pattern)?.[1];
    return digit === undefined ? "a time" : `0 to 65535, or \`"${digit}0001"\``;
  }
  if (type === "array") return Array.isArray(items) ? "two numbers" : "a list";
  if (type === "boolean") return "`true`, `false`";
  if (type === "string") return "a text";
  const { minimum, exclusiveMinimum, maximum } = schema;
  if (maximum !== undefined) return `${minimum} to ${maximum}`;
  if (exclusiveMinimum !== undefined) return `a number > ${exclusiveMinimum}`;
  return minimum === undefined ? "a number" : `a number >= ${minimum}`;
}

function escaped(text: string): string {
  return text.replaceAll("*", "\\*").replaceAll("<", "\\<");
}
