import type { Parsed } from "../../base/parsed.ts";
import { numberPicture } from "./number_picture.ts";
import { SPECIAL_TEXT, type SpecialNumber, specialNumber, specialWord } from "./special_number.ts";
import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/** A number from a device, or what it says instead of one. */
export type Numeric =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "special"; readonly special: SpecialNumber };

/**
 * How a number is written (IEEE 488.2, 8.7.2 to 8.7.4).
 *
 * - `NR1`: an integer, `-7`
 * - `NR2`: with a point, `-7.50`
 * - `NR3`: with a point and a signed exponent, `-7.50E-03`
 * - `NR`: any of the three
 * - `NRf`: as a device must understand it: also `.5`, `5.`, `5E3`
 */
export type NumberForm = "NR1" | "NR2" | "NR3" | "NR" | "NRf";

/** How numbers are written. */
export interface NumericOptions {
  /**
   * The form of the numbers.
   *
   * @default {"NR"}
   */
  readonly form?: NumberForm | undefined;
  /**
   * The exact number of digits, such as `+d.ddddddE+dd`; takes the place of `form`. Not even spaces
   * may stand around such a number.
   */
  readonly picture?: string | undefined;
  /**
   * What follows the number, and what it multiplies it by: `{ V: 1, mV: 1e-3 }`. One of them must
   * follow; `""` is nothing. A number is written with the first.
   */
  readonly suffixes?: Readonly<Record<string, number>> | undefined;
}

const FORMS: Readonly<Record<NumberForm, RegExp>> = {
  NR1: /^[+-]?\d+$/,
  NR2: /^[+-]?\d+\.\d+$/,
  NR3: /^[+-]?\d+\.\d+[Ee][+-]\d+$/,
  NR: /^[+-]?\d+(\.\d+([Ee][+-]\d+)?)?$/,
  NRf: /^[+-]?(\d+(\.\d*)?|\.\d+)([Ee][+-]?\d+)?$/,
};

const LONGEST = 64;

/**
 * A number. Its text must be of the declared form from end to end: nothing is guessed. The values
 * by which SCPI says "no number" (9.91E37) and "out of range" (9.9E37 and -9.9E37), and the words
 * NAN and INF, are told apart from numbers. Integers beyond 2^53 are bad: they would be rounded.
 *
 * @throws {TypeError} If the picture is none, or there is no suffix or one with a factor of 0.
 *
 * @example
 * ```ts
 * import { deepStrictEqual, strictEqual } from "node:assert/strict";
 *
 * deepStrictEqual(numeric().parse("+1.25E-03"), {
 *   kind: "value",
 *   value: { kind: "number", value: 1.25e-3 },
 * });
 * deepStrictEqual(numeric().parse("9.91E+37"), {
 *   kind: "value",
 *   value: { kind: "special", special: "not-a-number" },
 * });
 * strictEqual(numeric().parse("1.25E").kind, "bad");
 * ```
 */
export function numeric(options: NumericOptions = {}): TextFormat<Numeric> {
  const { form = "NR" } = options;
  const picture = options.picture === undefined ? undefined : numberPicture(options.picture);
  const pattern = picture?.pattern ?? FORMS[form];
  const suffixes = Object.entries(options.suffixes ?? { "": 1 });
  if (suffixes.length === 0 || suffixes.some(([, by]) => !Number.isFinite(by) || by === 0)) {
    throw new TypeError(
      `Cannot use the suffixes ${
        JSON.stringify(options.suffixes)
      }: there should be one at least, ` +
        `each with a finite factor that is not 0`,
    );
  }
  const expected = `a number (${options.picture ?? form}${suffixes.map(([it]) => ` ${it}`)})`;

  return {
    parse(text) {
      const trimmed = picture === undefined ? text.trim() : text;
      if (trimmed.length > LONGEST) return unlike(text, expected);
      for (const [suffix, factor] of suffixes) {
        if (!trimmed.endsWith(suffix)) continue;
        const before = trimmed.slice(0, trimmed.length - suffix.length);
        const digits = suffix === "" ? before : before.trimEnd();
        const isDeclared = pattern.test(digits);
        const special = isDeclared || FORMS.NRf.test(digits)
          ? specialNumber(Number(digits))
          : specialWord(digits);
        if (special !== undefined) return { kind: "value", value: { kind: "special", special } };
        if (isDeclared) return inRange(text, digits, factor);
      }
      return unlike(text, expected);
    },
    format(numeric) {
      const [suffix, factor] = suffixes[0]!;
      if (numeric.kind === "special") return SPECIAL_TEXT[numeric.special] + suffix;
      const value = numeric.value / factor;
      if (!Number.isFinite(value) || specialNumber(value) !== undefined) {
        throw new RangeError(
          `Cannot write ${numeric.value}: it should be finite and less than 9.9E37; ` +
            `write what is none as { kind: "special" }`,
        );
      }
      return (picture?.format(value) ?? write(value, form)) + suffix;
    },
  };
}

function inRange(text: string, digits: string, factor: number): Parsed<Numeric> {
  const value = Number(digits) * factor;
  if (!Number.isFinite(value) || FORMS.NR1.test(digits) && !Number.isSafeInteger(Number(digits))) {
    return unlike(text, "a number that can be held");
  }
  return { kind: "value", value: { kind: "number", value } };
}

function write(value: number, form: NumberForm): string {
  if (form === "NR1" || (form !== "NR2" && form !== "NR3" && Number.isSafeInteger(value))) {
    if (Number.isSafeInteger(value)) return String(value);
    throw new RangeError(`Cannot write ${value} as NR1: it should be an integer within 2^53`);
  }
  if (form === "NR2") {
    const text = Number.isInteger(value) ? `${BigInt(value)}.0` : value.toString();
    if (FORMS.NR2.test(text)) return text;
    throw new RangeError(`Cannot write ${value} as NR2: it has too many digits; use NR3`);
  }
  const [digits = "", power = ""] = value.toExponential().split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${power}`;
}
