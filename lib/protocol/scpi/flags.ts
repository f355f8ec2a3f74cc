import type { TextFormat } from "./text_format.ts";
import { unlike } from "./unlike.ts";

/** A register whose bits have names. */
export interface FlagFormat<K extends string> extends TextFormat<Readonly<Record<K, boolean>>> {
  /** Names the bits of a number; bits without a name are left out. */
  read(bits: number): Readonly<Record<K, boolean>>;
  /** The number whose named bits are set so. */
  bits(flags: Readonly<Record<K, boolean>>): number;
}

/**
 * A register, sent as an integer, whose bits have names.
 *
 * @param places The place of each bit; 0 is the lowest.
 * @param width How many bits the register has: a greater number is bad.
 * @throws {RangeError} If a place is outside the register, or it has more than 16 bits.
 *
 * @example
 * ```ts
 * import { deepStrictEqual } from "node:assert/strict";
 *
 * const questionable = flags({ voltage: 0, current: 1, temperature: 4 }, 16);
 * deepStrictEqual(questionable.parse("17"), {
 *   kind: "value",
 *   value: { voltage: true, current: false, temperature: true },
 * });
 * ```
 */
export function flags<const K extends string>(
  places: Readonly<Record<K, number>>,
  width: number,
): FlagFormat<K> {
  const names = Object.keys(places) as K[];
  if (
    !(Number.isInteger(width) && width >= 1 && width <= 16) ||
    names.some((it) => !(Number.isInteger(places[it]) && places[it] >= 0 && places[it] < width))
  ) {
    throw new RangeError(
      `Cannot name bits ${Object.values(places)} of ${width}: a register should have 1 to 16 ` +
        `bits, and every place be within it`,
    );
  }
  const read = (bits: number): Readonly<Record<K, boolean>> =>
    Object.fromEntries(names.map((it) => [it, (bits >> places[it] & 1) === 1])) as Record<
      K,
      boolean
    >;
  const bits = (value: Readonly<Record<K, boolean>>): number =>
    names.reduce((sum, it) => value[it] ? sum | 1 << places[it] : sum, 0);
  return {
    read,
    bits,
    parse(text) {
      const trimmed = text.trim();
      const number = /^\+?\d{1,8}$/.test(trimmed) ? Number(trimmed) : -1;
      if (number >= 0 && number < 2 ** width) return { kind: "value", value: read(number) };
      return unlike(text, `an integer from 0 to ${2 ** width - 1}`);
    },
    format: (value) => String(bits(value)),
  };
}
