import { splitData } from "./split_data.ts";
import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/** What is known of a list. */
export interface ListOptions {
  /** How many items there must be; any number if not given. */
  readonly count?: number | undefined;
}

/**
 * Items separated by commas; commas in quotes separate nothing. An empty text is an empty list.
 *
 * @param item What each item is; spaces before it are taken off.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { quoted } from "./quoted.ts";
 *
 * deepStrictEqual(list(quoted).parse('"a,b", "c"'), { kind: "value", value: ["a,b", "c"] });
 * ```
 */
export function list<T>(item: TextFormat<T>, options: ListOptions = {}): TextFormat<readonly T[]> {
  const { count } = options;
  return {
    parse(text) {
      const parts = text.trim() === "" ? [] : splitData(text, ",");
      if (parts === undefined) return unlike(text, "a list: a quote has no end");
      if (count !== undefined && parts.length !== count) {
        return unlike(text, `a list of ${count}: it has ${parts.length} items`);
      }
      const value: T[] = [];
      for (const part of parts) {
        const parsed = item.parse(part.trimStart());
        if (parsed.kind === "bad") return parsed;
        value.push(parsed.value);
      }
      return { kind: "value", value };
    },
    format(values) {
      if (count !== undefined && values.length !== count) {
        throw new RangeError(`Cannot write ${values.length} items: there should be ${count}`);
      }
      const text = values.map((value) => item.format(value)).join(",");
      const parts = text.trim() === "" ? 0 : splitData(text, ",")?.length;
      if (parts === values.length) return text;
      throw new TypeError(
        `Cannot write the list ${JSON.stringify(text)}: its items should be readable as ` +
          `${values.length} items; put texts in quotes`,
      );
    },
  };
}
