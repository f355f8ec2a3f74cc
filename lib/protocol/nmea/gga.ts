import { LATITUDE, LONGITUDE } from "./angle_field.ts";
import { choice, TEXT } from "./field.ts";
import { type MessageFormat, messageFormat } from "./message_format.ts";
import { numberField, withUnit } from "./number_field.ts";
import type { PositionMode } from "./status_field.ts";
import { TIME_OF_DAY } from "./time_field.ts";

/** GGA: a position in three dimensions, and how good it is. What is absent was not sent. */
export interface Gga {
  /** UTC of the position, in ms since midnight. */
  readonly timeOfDayMs?: number | undefined;
  /** Latitude in degrees; north is positive. */
  readonly latitudeDeg?: number | undefined;
  /** Longitude in degrees; east is positive. */
  readonly longitudeDeg?: number | undefined;
  /** How it was found; `"none"`: do not use the position. */
  readonly quality?: PositionMode | undefined;
  /** How many satellites were used. */
  readonly satellites?: number | undefined;
  /** Horizontal dilution of precision. */
  readonly hdop?: number | undefined;
  /** Height of the antenna above mean sea level (the geoid), in m. */
  readonly altitudeM?: number | undefined;
  /** Height of the geoid above the WGS 84 ellipsoid, in m. */
  readonly geoidSeparationM?: number | undefined;
  /** Age of the differential corrections, in s. */
  readonly correctionAgeS?: number | undefined;
  /** The station they are from. */
  readonly stationId?: string | undefined;
}

/** How GGA is written. */
export const GGA: MessageFormat<Gga> = messageFormat<Gga>({
  timeOfDayMs: TIME_OF_DAY,
  latitudeDeg: LATITUDE,
  longitudeDeg: LONGITUDE,
  quality: choice({
    ...{ 0: "none", 1: "autonomous", 2: "differential", 3: "precise", 4: "rtk" },
    ...{ 5: "float-rtk", 6: "estimated", 7: "manual", 8: "simulated" },
  }),
  satellites: numberField({ decimals: 0 }),
  hdop: numberField({ decimals: 2 }),
  altitudeM: withUnit(numberField({ min: -Infinity, decimals: 3 }), "M"),
  geoidSeparationM: withUnit(numberField({ min: -Infinity, decimals: 3 }), "M"),
  correctionAgeS: numberField({ decimals: 1 }),
  stationId: TEXT,
}, 14);
