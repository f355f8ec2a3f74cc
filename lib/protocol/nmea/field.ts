/** What a text is that breaks the format of its field. */
export const MALFORMED: unique symbol = Symbol("malformed");

/**
 * One or more fields of a sentence that make up one value.
 *
 * @typeParam T The type of the value.
 */
export interface Field<T> {
  /** How many fields it takes. */
  readonly width: number;
  /** What the fields should be, for messages. */
  readonly format: string;
  /** Their value; `undefined` if there is no data. */
  read(texts: readonly string[]): T | undefined | typeof MALFORMED;
  /** The fields of a value; throws a `RangeError` if it has none. */
  write(value: T): readonly string[];
}

/** A field that takes one text; empty means no data. */
export function field<T>(
  format: string,
  read: (text: string) => T | typeof MALFORMED,
  write: (value: T) => string,
): Field<T> {
  return {
    width: 1,
    format,
    read: ([text = ""]) => text === "" ? undefined : read(text),
    write: (value) => [write(value)],
  };
}

/** A field that takes one of a few texts, each of which has a name here. */
export function choice<T extends string>(names: Readonly<Record<string, T>>): Field<T> {
  const format = `one of ${Object.keys(names).join(" ")}`;
  return field(
    format,
    (text) => Object.hasOwn(names, text) ? names[text]! : MALFORMED,
    (name) => {
      const found = Object.entries(names).find(([, it]) => it === name);
      if (found === undefined) throw new RangeError(`Cannot send ${name}: it is not ${format}`);
      return found[0];
    },
  );
}

/** A field of any text. */
export const TEXT: Field<string> = field("a text", (text) => text, (text) => text);
