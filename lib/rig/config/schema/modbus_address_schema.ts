import * as v from "../../../deps/valibot.ts";
import type { TableDigits } from "../../../instrument/modbus_address.ts";

/**
 * Where something is in a table of a Modbus device.
 *
 * @param digit The digit that begins its data sheet's number.
 */
export function modbusAddress<const D extends TableDigits[keyof TableDigits]>(
  digit: D,
  description: string,
) {
  const expected = `an address from 0 to 65535, or a data sheet's number between quotes, ` +
    `"${digit}0001" or "${digit}00001" being the first`;
  return v.pipe(
    v.union([
      v.pipe(
        v.number(expected),
        v.integer(expected),
        v.minValue(0, expected),
        v.maxValue(65_535, expected),
      ),
      v.pipe(v.string(expected), v.regex(new RegExp(`^${digit}\\d{4,5}$`), expected)),
    ], expected),
    v.description(
      `${description} A number counts from 0, as on the wire; a text is that of a ` +
        `data sheet, such as "${digit}0001".`,
    ),
    v.transform((address) => address as number | `${D}${string}`),
  );
}
