import { quote, unquote } from "./quoted.ts";
import { splitData } from "./split_data.ts";
import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/** An entry of a device's error queue. */
export interface ErrorEntry {
  /** The number of the error; 0 says that there is none. */
  readonly code: number;
  /** What it is, in the standard's words where it has some. */
  readonly text: string;
  /** What more the device says. */
  readonly detail?: string;
}

/**
 * The reply to `SYSTem:ERRor?`, such as `-113,"Undefined header;FOO"` (SCPI-99, volume 2, 21.8). A
 * bare 0 is taken for "no error".
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(errorEntry.parse('-113,"Undefined header;FOO"'), {
 *   kind: "value",
 *   value: { code: -113, text: "Undefined header", detail: "FOO" },
 * });
 * ```
 */
export const errorEntry: TextFormat<ErrorEntry> = Object.freeze({
  parse(text: string) {
    const parts = splitData(text, ",") ?? [];
    const value = parts.length <= 2 ? entryOf(parts[0], parts[1]) : undefined;
    return value === undefined ? unlike(text, EXPECTED) : { kind: "value" as const, value };
  },
  format(entry: ErrorEntry) {
    const { code, text, detail } = entry;
    if (!isCode(code) || text.includes(";")) {
      throw new TypeError(
        `Cannot write the error ${JSON.stringify(entry)}: its code should be an integer from ` +
          `-32768 to 32767, and its text have no ";"`,
      );
    }
    return `${code},${quote(detail === undefined ? text : `${text};${detail}`)}`;
  },
});

/**
 * The reply to `SYSTem:ERRor:ALL?`: the entries of the whole queue, one after another.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const both = errorEntries.parse('-113,"Undefined header",-222,"Data out of range"');
 * deepStrictEqual(both.kind === "value" && both.value.map(({ code }) => code), [-113, -222]);
 * ```
 */
export const errorEntries: TextFormat<readonly ErrorEntry[]> = Object.freeze({
  parse(text: string) {
    const parts = splitData(text, ",") ?? [];
    if (parts.length < 2 || parts.length % 2 !== 0) return unlike(text, EXPECTED);
    const value: ErrorEntry[] = [];
    for (let i = 0; i < parts.length; i += 2) {
      const entry = entryOf(parts[i], parts[i + 1]);
      if (entry === undefined) return unlike(text, EXPECTED);
      value.push(entry);
    }
    return { kind: "value" as const, value };
  },
  format: (entries: readonly ErrorEntry[]) => entries.map(errorEntry.format).join(","),
});

const EXPECTED = 'an error such as -113,"Undefined header"';

function entryOf(number: string | undefined, words: string | undefined): ErrorEntry | undefined {
  const code = /^ *[+-]?\d{1,5}$/.test(number ?? "") ? Number(number) : NaN;
  if (!isCode(code)) return undefined;
  if (words === undefined) return code === 0 ? { code: 0, text: "" } : undefined;
  const said = unquote(words.trim());
  if (said === undefined) return undefined;
  const at = said.indexOf(";");
  const text = at < 0 ? said : said.slice(0, at);
  return { code: code || 0, text, ...(at < 0 ? {} : { detail: said.slice(at + 1) }) };
}

function isCode(code: number): boolean {
  return Number.isInteger(code) && code >= -32_768 && code <= 32_767;
}
