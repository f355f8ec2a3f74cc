import { type Field, field, MALFORMED } from "./field.ts";
import { withDirection } from "./number_field.ts";

/** Minutes are sent with five decimals: 2 cm. */
const DECIMALS = 5;

/** Latitude as `ddmm.mmmm` and N or S, in degrees: north is positive. */
export const LATITUDE: Field<number> = withDirection(angle(2, 90), "N", "S");

/** Longitude as `dddmm.mmmm` and E or W, in degrees: east is positive. */
export const LONGITUDE: Field<number> = withDirection(angle(3, 180), "E", "W");

function angle(degreeDigits: number, maxDeg: number): Field<number> {
  const digits = new RegExp(`^(\\d{${degreeDigits}})([0-5]\\d(?:\\.\\d{0,15})?)$`);
  const format = `${"d".repeat(degreeDigits)}mm.mmmm up to ${maxDeg} degrees`;
  return field(
    format,
    (text) => {
      const match = digits.exec(text);
      if (match === null) return MALFORMED;
      const deg = Number(match[1]) + Number(match[2]) / 60;
      return deg <= maxDeg ? deg : MALFORMED;
    },
    (deg) => {
      if (!(deg <= maxDeg)) throw new RangeError(`Cannot send ${deg} degrees: ${maxDeg} is most`);
      const units = Math.round(deg * 60 * 10 ** DECIMALS);
      const perDegree = 60 * 10 ** DECIMALS;
      const minutes = (units % perDegree / 10 ** DECIMALS).toFixed(DECIMALS);
      const wholeDeg = Math.floor(units / perDegree);
      return `${wholeDeg}`.padStart(degreeDigits, "0") + minutes.padStart(3 + DECIMALS, "0");
    },
  );
}
