import { LATITUDE, LONGITUDE } from "./angle_field.ts";
import { type MessageFormat, messageFormat } from "./message_format.ts";
import { type DataStatus, MODE, type PositionMode, STATUS } from "./status_field.ts";
import { TIME_OF_DAY } from "./time_field.ts";

/** GLL: a position. What is absent was not sent. */
export interface Gll {
  /** Latitude in degrees; north is positive. */
  readonly latitudeDeg?: number | undefined;
  /** Longitude in degrees; east is positive. */
  readonly longitudeDeg?: number | undefined;
  /** UTC of the position, in ms since midnight. */
  readonly timeOfDayMs?: number | undefined;
  /** `"void"`: do not use the position. */
  readonly status?: DataStatus | undefined;
  /** How it was found. */
  readonly mode?: PositionMode | undefined;
}

/** How GLL is written. */
export const GLL: MessageFormat<Gll> = messageFormat<Gll>({
  latitudeDeg: LATITUDE,
  longitudeDeg: LONGITUDE,
  timeOfDayMs: TIME_OF_DAY,
  status: STATUS,
  mode: MODE,
}, 6);
