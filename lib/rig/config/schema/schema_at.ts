import type { GenericSchema } from "../../../deps/valibot.ts";
import type { FieldPath } from "../rig_problem.ts";

/** What there may be to know of a schema. */
export interface KnownSchema {
  readonly type: string;
  /** What is expected, in words. */
  readonly message?: unknown;
  /** The fields of a mapping. */
  readonly entries?: Readonly<Record<string, GenericSchema>>;
  /** The words of which it is one. */
  readonly options?: readonly unknown[];
}

interface Inner extends KnownSchema {
  readonly wrapped?: GenericSchema;
  readonly getter?: (value: unknown) => GenericSchema;
  readonly value?: GenericSchema;
  readonly item?: GenericSchema;
  readonly items?: readonly GenericSchema[];
}

/**
 * The schema by which a field was judged.
 *
 * @param schema That of all.
 * @param value What was judged.
 * @param path The field.
 */
export function schemaAt(
  schema: GenericSchema | undefined,
  value: unknown,
  [key, ...rest]: FieldPath,
): KnownSchema | undefined {
  if (schema === undefined) return undefined;
  const { wrapped, getter, ...inner } = schema as unknown as Inner;
  if (wrapped !== undefined) {
    return schemaAt(wrapped, value, key === undefined ? [] : [key, ...rest]);
  }
  if (getter !== undefined) {
    return schemaAt(getter(value), value, key === undefined ? [] : [key, ...rest]);
  }
  if (key === undefined) return inner;
  const next = inner.entries?.[key] ?? inner.items?.[Number(key)] ?? inner.item ?? inner.value;
  const child = (value as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  return schemaAt(next, child, rest);
}
