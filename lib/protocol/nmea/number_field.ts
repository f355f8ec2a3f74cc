import { type Field, field, MALFORMED } from "./field.ts";

/** The numbers that a field may hold. */
export interface NumberRange {
  /** The lowest. Default: 0. */
  readonly min?: number;
  /** The highest. Default: none. */
  readonly max?: number;
  /** How many decimals are sent at most; any are read, and of none it is an integer. */
  readonly decimals: number;
}

const DECIMAL = /^-?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})$/;
const INTEGER = /^-?\d{1,15}$/;

/** A field of a number (the standard's `x.x`, or `xx` without decimals). */
export function numberField({ min = 0, max = Infinity, decimals }: NumberRange): Field<number> {
  const digits = decimals === 0 ? INTEGER : DECIMAL;
  const format = `a${decimals === 0 ? "n integer" : " number"} from ${min} to ${max}`;
  const fits = (value: number): boolean => value >= min && value <= max;
  return field(
    format,
    (text) => {
      if (!digits.test(text)) return MALFORMED;
      const value = Number(text) || 0; // -0 is 0
      return fits(value) ? value : MALFORMED;
    },
    (value) => {
      // Exponents are not allowed, so that neither 1e21 nor 1e-7 can be sent as they are.
      const text = value.toFixed(decimals).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");
      if (!fits(value) || !digits.test(text)) {
        throw new RangeError(`Cannot send ${value}: it should be ${format}`);
      }
      return text === "-0" ? "0" : text;
    },
  );
}

/** A number and its unit, which is always the same. */
export function withUnit(number: Field<number>, unit: string): Field<number> {
  return {
    width: 2,
    format: `${number.format} and ${unit}`,
    read([text = "", its = ""]) {
      if (its !== unit && (text !== "" || its !== "")) return MALFORMED;
      return number.read([text]);
    },
    write: (value) => [...number.write(value), unit],
  };
}

/** A number without sign and a letter that says its sign: the first of the two is positive. */
export function withDirection(
  number: Field<number>,
  positive: string,
  negative: string,
): Field<number> {
  return {
    width: 2,
    format: `${number.format} and ${positive} or ${negative}`,
    read([text = "", letter = ""]) {
      if (!["", positive, negative].includes(letter)) return MALFORMED;
      const size = number.read([text]);
      if (typeof size !== "number") return size;
      if (letter === "") return MALFORMED;
      return letter === negative && size !== 0 ? -size : size;
    },
    write: (value) => [...number.write(Math.abs(value)), value < 0 ? negative : positive],
  };
}
