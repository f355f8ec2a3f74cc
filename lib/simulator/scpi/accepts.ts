import { readParameter, type ReceivedParameter } from "../../protocol/scpi/read_parameter.ts";
import { matchWord } from "../../protocol/scpi/word_pattern.ts";
import { ScpiError } from "./scpi_error.ts";

/**
 * What a simulated device accepts as a parameter: gives its meaning, or throws a
 * {@linkcode ScpiError}. `undefined` is a parameter that is not there.
 *
 * @typeParam T What is meant.
 */
export type Accepts<T> = (parameter: ReceivedParameter | undefined) => T;

/** Which numbers are accepted. */
export interface NumberLimits {
  /** The lowest, which the word MIN stands for. Default: none. */
  readonly min?: number | undefined;
  /** The highest, which the word MAX stands for. Default: none. */
  readonly max?: number | undefined;
  /** What the word DEF stands for. */
  readonly default?: number | undefined;
  /** The unit that may follow, with or without a prefix: `V` lets `mV` through. */
  readonly unit?: string | undefined;
}

/** The prefixes of units (SCPI-99, volume 1, 6.3): M is milli, but mega for OHM and HZ. */
const PREFIXES: Readonly<Record<string, number>> = {
  ...{ G: 1e9, MA: 1e6, K: 1e3, "": 1, M: 1e-3, U: 1e-6, N: 1e-9, P: 1e-12 },
};

/**
 * Accepts a number: -109 if it is missing, -104 if it is none, -131 for a wrong unit, -222 outside
 * the limits.
 *
 * @example
 * ```ts
 * import { strictEqual, throws } from "node:assert/strict";
 *
 * const volts = aNumber({ min: 0, max: 30, unit: "V" });
 * strictEqual(volts({ kind: "number", value: 1500, suffix: "MV" }), 1.5);
 * strictEqual(volts({ kind: "word", word: "maximum" }), 30);
 * throws(() => volts({ kind: "number", value: 31, suffix: "" }), /-222/);
 * ```
 */
export function aNumber(limits: NumberLimits = {}): Accepts<number> {
  const { min = -Infinity, max = Infinity, unit = "" } = limits;
  const words = { MINimum: limits.min, MAXimum: limits.max, DEFault: limits.default };
  return (given) => {
    const parameter = present(given);
    if (parameter.kind === "word") {
      const [, value] = Object.entries(words).find(([word]) => matchWord(word, parameter.word)) ??
        [];
      if (value !== undefined) return value;
      throw new ScpiError(-224);
    }
    if (parameter.kind !== "number") throw new ScpiError(-104);
    const value = parameter.value * factorOf(parameter.suffix, unit.toUpperCase());
    if (value < min || value > max) throw new ScpiError(-222);
    return value;
  };
}

/**
 * Accepts `ON`, `OFF` or a number, of which all but 0 are on.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(aBoolean({ kind: "word", word: "on" }), true);
 * ```
 */
export const aBoolean: Accepts<boolean> = (given: ReceivedParameter | undefined): boolean => {
  const parameter = present(given);
  if (parameter.kind === "number") return Math.round(parameter.value) !== 0;
  if (parameter.kind === "word" && /^(ON|OFF)$/i.test(parameter.word)) {
    return parameter.word.toUpperCase() === "ON";
  }
  throw new ScpiError(parameter.kind === "word" ? -224 : -104);
};

/**
 * Accepts one of a few words, in the short or the long form, and gives it as it was declared.
 *
 * @param words The words; capitals are the short form.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(oneOf("IMMediate", "BUS")({ kind: "word", word: "imm" }), "IMMediate");
 * ```
 */
export function oneOf<const W extends string>(...words: readonly W[]): Accepts<W> {
  return (given) => {
    const parameter = present(given);
    if (parameter.kind !== "word") throw new ScpiError(-104);
    const found = words.find((word) => matchWord(word, parameter.word));
    if (found === undefined) throw new ScpiError(-224);
    return found;
  };
}

/**
 * Accepts a text in quotes.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(aString({ kind: "string", text: "VOLT" }), "VOLT");
 * ```
 */
export const aString: Accepts<string> = (given: ReceivedParameter | undefined): string => {
  const parameter = present(given);
  if (parameter.kind === "string") return parameter.text;
  throw new ScpiError(-104);
};

/**
 * Accepts what another one does, or that it is left out.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * strictEqual(optional(aNumber())(undefined), undefined);
 * ```
 */
export function optional<T>(accepts: Accepts<T>): Accepts<T | undefined> {
  return (parameter) => parameter === undefined ? undefined : accepts(parameter);
}

/** What each of some parameters means. */
export type Accepted<A extends readonly Accepts<unknown>[]> = {
  readonly [I in keyof A]: A[I] extends Accepts<infer T> ? T : never;
};

/** Accepts all the parameters of a command: -108 if there are more than it takes. */
export function acceptAll<const A extends readonly Accepts<unknown>[]>(
  texts: readonly string[],
  accepts: A,
): Accepted<A> {
  if (texts.length > accepts.length) throw new ScpiError(-108);
  return accepts.map((accept, at) => {
    const text = texts[at];
    return accept(text === undefined ? undefined : readParameter(text));
  }) as unknown as Accepted<A>;
}

type Present = Exclude<ReceivedParameter, { kind: "bad" }>;

function present(parameter: ReceivedParameter | undefined): Present {
  if (parameter === undefined) throw new ScpiError(-109);
  if (parameter.kind === "bad") throw new ScpiError(parameter.error);
  return parameter;
}

function factorOf(suffix: string, unit: string): number {
  if (suffix === "") return 1;
  const prefix = unit !== "" && suffix.endsWith(unit) ? suffix.slice(0, -unit.length) : "?";
  if (prefix === "M" && (unit === "OHM" || unit === "HZ")) return 1e6;
  const factor = PREFIXES[prefix];
  if (factor === undefined) throw new ScpiError(unit === "" ? -138 : -131);
  return factor;
}
