import type { Parsed } from "../../base/parsed.ts";
import { printable } from "../../base/printable.ts";

/** How pairs are written; the default is `t=21.4;h=40`. */
export interface PairsOptions<K extends string> {
  /** Between two pairs. Default: `";"`. */
  readonly separator?: string | undefined;
  /** Between a name and its number. Default: `"="`. */
  readonly assign?: string | undefined;
  /**
   * The names that must be there, no others, and how many decimals each has: `{ t: 1, h: 0 }`. The
   * more that is declared, the fewer damaged lines are taken for good ones. Default: any.
   */
  readonly decimals?: Readonly<Record<K, number>> | undefined;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_.]{0,63}$/;
const NUMBER = /^[+-]?\d{1,40}(?:\.(\d{1,40}))?(?:[eE][+-]?\d{1,3})?$/;
const UTF8 = new TextDecoder("utf-8", { ignoreBOM: true }); // a mark at the start is no name

/**
 * Reads a line of names and numbers, such as `t=21.4;h=40`. It is strict: spaces, a missing or
 * doubled name, an empty number, `nan` or `21.` make the whole line bad. Plain text carries no
 * checksum, so a digit that got lost or changed is only seen if {@linkcode PairsOptions.decimals}
 * says how many there should be after the point.
 *
 * @param line One line, without its end.
 * @param options How it is written.
 *
 * @example What an Arduino prints
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(parsePairs("t=21.4;h=40", { decimals: { t: 1, h: 0 } }), {
 *   kind: "value",
 *   value: { t: 21.4, h: 40 },
 * });
 * deepStrictEqual(parsePairs("t=;h=40").kind, "bad");
 * ```
 *
 * @example As it arrives
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 * import { parsed } from "../../base/parsed.ts";
 * import { delimited } from "./delimited.ts";
 *
 * const decode = parsed(delimited("\r\n").decode, (line) => parsePairs(line));
 * const answer = decode(new TextEncoder().encode("t=21.4;h=40\r\nt=21"));
 * deepStrictEqual(answer, { kind: "value", value: { t: 21.4, h: 40 }, usedBytes: 13 });
 * ```
 */
export function parsePairs<K extends string = string>(
  line: string | Uint8Array,
  options: PairsOptions<K> = {},
): Parsed<Readonly<Record<K, number>>> {
  const { separator = ";", assign = "=", decimals } = options;
  const text = typeof line === "string" ? line : UTF8.decode(line);
  const declared = decimals && new Map(Object.entries<number>(decimals));
  const values = new Map<string, number>();
  for (const pair of text.split(separator)) {
    const at = pair.indexOf(assign);
    const name = at < 0 ? pair : pair.slice(0, at);
    const digits = at < 0 ? "" : pair.slice(at + assign.length);
    if (!NAME.test(name)) return bad(`"${name}" is no name`);
    if (values.has(name)) return bad(`${name} is there twice`);
    const wanted = declared?.get(name);
    if (declared !== undefined && wanted === undefined) return bad(`${name} is not declared`);
    const match = NUMBER.exec(digits);
    const value = Number(digits);
    if (match === null || !Number.isFinite(value)) return bad(`${name} is "${digits}", no number`);
    const [, fraction = ""] = match;
    if (wanted !== undefined && (fraction.length !== wanted || /e/i.test(digits))) {
      return bad(`${name} is "${digits}", not with ${wanted} decimals`);
    }
    values.set(name, value);
  }
  const missing = declared?.keys().find((name) => !values.has(name));
  if (missing !== undefined) return bad(`${missing} is missing`);
  return { kind: "value", value: Object.fromEntries(values) as Record<K, number> };
}

/**
 * Writes a line of names and numbers as {@linkcode parsePairs} reads it, for a simulator.
 *
 * @param values The numbers by name, in this order.
 * @param options How it is written.
 * @throws {RangeError} If a number or a name would not be read as it is.
 *
 * @example As an Arduino prints it
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(formatPairs({ t: 21.4, h: 40 }, { decimals: { t: 1, h: 0 } }), "t=21.4;h=40");
 * ```
 */
export function formatPairs<K extends string>(
  values: Readonly<Record<K, number>>,
  options: PairsOptions<K> = {},
): string {
  const { separator = ";", assign = "=", decimals } = options;
  const line = Object.entries<number>(values)
    .map(([name, value]) => {
      const digits = decimals === undefined ? `${value}` : value.toFixed(decimals[name as K]);
      return `${name}${assign}${digits}`;
    })
    .join(separator);
  const back = parsePairs(line, options);
  if (back.kind === "bad") throw new RangeError(`Cannot write pairs: ${back.why}`);
  return line;
}

function bad(why: string): { readonly kind: "bad"; readonly why: string } {
  return { kind: "bad", why: printable(why, 80) };
}
