import type { Parsed } from "../../base/parsed.ts";
import { printable } from "../../base/printable.ts";
import { type Field, MALFORMED } from "./field.ts";

/**
 * What the fields of one type of sentence mean.
 *
 * @typeParam M What they say.
 */
export interface MessageFormat<M> {
  /** What the fields say; bad if one breaks its format. */
  read(texts: readonly string[]): Parsed<M>;
  /** The fields that say it; throws a `RangeError` if one cannot. */
  write(message: M): readonly string[];
}

/**
 * The value of each field by name, in the order of the sentence.
 *
 * @typeParam M What they say.
 */
export type Layout<M> = { readonly [K in keyof M]-?: Field<NonNullable<M[K]>> };

/**
 * Makes a format of the fields in order. Fields that later versions of the standard added at the
 * end may be missing, and others there are ignored, as the standard asks for.
 *
 * @param layout The fields in order.
 * @param fewest How many fields the oldest version has.
 */
export function messageFormat<M extends object>(
  layout: Layout<M>,
  fewest: number,
): MessageFormat<M> {
  const fields = Object.entries(layout) as [string, Field<unknown>][];
  return {
    read(texts) {
      if (texts.length < fewest) return bad(`${texts.length} fields, not ${fewest}`);
      const values: Record<string, unknown> = {};
      let at = 0;
      for (const [name, field] of fields) {
        const its = texts.slice(at, at + field.width);
        const value = field.read(its);
        if (value === MALFORMED) return bad(`${name} is "${its}", not ${field.format}`);
        if (value !== undefined) values[name] = value;
        at += field.width;
      }
      return { kind: "value", value: values as M };
    },
    write(message) {
      return fields.flatMap(([name, field]) => {
        const value = message[name as keyof M];
        return value === undefined ? new Array<string>(field.width).fill("") : field.write(value);
      });
    },
  };
}

/** Why fields mean nothing; their text is foreign, so it is made safe and short. */
export function bad(why: string): Parsed<never> {
  return { kind: "bad", why: printable(why, 120) };
}
