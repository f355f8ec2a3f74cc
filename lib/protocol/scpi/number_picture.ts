/** A number format with exactly so many digits. */
export interface NumberPicture {
  /** What a number in this format looks like. */
  readonly pattern: RegExp;
  /** Writes a number so. Throws a `RangeError` if it does not fit. */
  format(value: number): string;
}

/**
 * Reads a picture of a number, such as `+d.ddddddE+dd`: `d` is a digit, `+` a sign that is always
 * written. A reply that lost a character, or has one too many, is then never taken for a number.
 *
 * @throws {TypeError} If the picture is none.
 *
 * @example
 * ```ts
 * import { strictEqual } from "node:assert/strict";
 *
 * const picture = numberPicture("+d.ddddddE+dd");
 * strictEqual(picture.format(-0.0123), "-1.230000E-02");
 * strictEqual(picture.pattern.test("-1.23000E-02"), false);
 * ```
 */
export function numberPicture(picture: string): NumberPicture {
  const groups = /^(\+?)(d{1,17})(?:\.(d{1,17}))?(?:E\+(d{1,3}))?$/.exec(picture);
  if (groups === null) {
    throw new TypeError(
      `Cannot read the picture ${JSON.stringify(picture)}: it should be like +d.ddddddE+dd`,
    );
  }
  const [, sign = "", whole = "", fraction = "", exponent = ""] = groups;
  const pattern = new RegExp(
    `^${sign === "" ? "-?" : "[+-]"}\\d{${whole.length}}` +
      (fraction === "" ? "" : `\\.\\d{${fraction.length}}`) +
      (exponent === "" ? "$" : `[Ee][+-]\\d{${exponent.length}}$`),
  );
  return {
    pattern,
    format(value) {
      const magnitude = Math.abs(value);
      let text: string;
      if (exponent === "") {
        text = magnitude.toFixed(fraction.length);
      } else {
        const [digits = "", power = ""] = magnitude.toExponential(fraction.length).split("e");
        text = `${digits}E${power[0]}${power.slice(1).padStart(exponent.length, "0")}`;
      }
      const at = /\D|$/.exec(text)!.index;
      text = "0".repeat(Math.max(0, whole.length - at)) + text;
      const signed = (value < 0 ? "-" : sign) + text;
      if (pattern.test(signed)) return signed;
      throw new RangeError(`Cannot write ${value} as ${picture}: it does not fit`);
    },
  };
}
