import { type MessageFormat, messageFormat } from "./message_format.ts";
import { numberField, withUnit } from "./number_field.ts";
import { MODE, type PositionMode } from "./status_field.ts";

/** VTG: course and speed over ground. What is absent was not sent. */
export interface Vtg {
  /** Course over ground from true north, in degrees. */
  readonly courseTrueDeg?: number | undefined;
  /** Course over ground from magnetic north, in degrees. */
  readonly courseMagneticDeg?: number | undefined;
  /** Speed over ground in knots. */
  readonly speedKnots?: number | undefined;
  /** Speed over ground in km/h. */
  readonly speedKmh?: number | undefined;
  /** How they were found. */
  readonly mode?: PositionMode | undefined;
}

/** How VTG is written. */
export const VTG: MessageFormat<Vtg> = messageFormat<Vtg>({
  courseTrueDeg: withUnit(numberField({ max: 360, decimals: 2 }), "T"),
  courseMagneticDeg: withUnit(numberField({ max: 360, decimals: 2 }), "M"),
  speedKnots: withUnit(numberField({ decimals: 3 }), "N"),
  speedKmh: withUnit(numberField({ decimals: 3 }), "K"),
  mode: MODE,
}, 8);
