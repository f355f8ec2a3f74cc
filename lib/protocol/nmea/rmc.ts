import { LATITUDE, LONGITUDE } from "./angle_field.ts";
import { choice } from "./field.ts";
import { type MessageFormat, messageFormat } from "./message_format.ts";
import { numberField, withDirection } from "./number_field.ts";
import { type DataStatus, MODE, type PositionMode, STATUS } from "./status_field.ts";
import { DATE_MS, DAY_MS, TIME_OF_DAY } from "./time_field.ts";

/** RMC: the least that navigation needs: position, course, speed, UTC. What is absent was not sent. */
export interface Rmc {
  /** UTC of the position, in ms since the Unix epoch, if both the time and the date are known. */
  readonly utcMs?: number | undefined;
  /** UTC of the position, in ms since midnight. */
  readonly timeOfDayMs?: number | undefined;
  /** `"void"`: do not use the position. */
  readonly status?: DataStatus | undefined;
  /** Latitude in degrees; north is positive. */
  readonly latitudeDeg?: number | undefined;
  /** Longitude in degrees; east is positive. */
  readonly longitudeDeg?: number | undefined;
  /** Speed over ground in knots. */
  readonly speedKnots?: number | undefined;
  /** Course over ground from true north, in degrees. */
  readonly courseDeg?: number | undefined;
  /** The midnight (UTC) at which the day began, in ms since the Unix epoch. */
  readonly dateMs?: number | undefined;
  /** Magnetic variation in degrees; east is positive: the true course less the magnetic one. */
  readonly variationDeg?: number | undefined;
  /** How the position was found. */
  readonly mode?: PositionMode | undefined;
  /** Whether the position is safe to navigate by (NMEA 0183 v4.1 and later). */
  readonly navigation?: "safe" | "caution" | "unsafe" | "void" | undefined;
}

const FIELDS = messageFormat<Omit<Rmc, "utcMs">>({
  timeOfDayMs: TIME_OF_DAY,
  status: STATUS,
  latitudeDeg: LATITUDE,
  longitudeDeg: LONGITUDE,
  speedKnots: numberField({ decimals: 3 }),
  courseDeg: numberField({ max: 360, decimals: 2 }),
  dateMs: DATE_MS,
  variationDeg: withDirection(numberField({ max: 180, decimals: 2 }), "E", "W"),
  mode: MODE,
  navigation: choice({ S: "safe", C: "caution", U: "unsafe", V: "void" }),
}, 11);

/** How RMC is written. To write it, `utcMs` is enough to say both the time and the date. */
export const RMC: MessageFormat<Rmc> = {
  read(texts) {
    const answer = FIELDS.read(texts);
    if (answer.kind === "bad") return answer;
    const { timeOfDayMs, dateMs } = answer.value;
    if (timeOfDayMs === undefined || dateMs === undefined) return answer;
    return { kind: "value", value: { utcMs: dateMs + timeOfDayMs, ...answer.value } };
  },
  write({ utcMs, ...message }) {
    if (utcMs === undefined) return FIELDS.write(message);
    const {
      dateMs = Math.floor(utcMs / DAY_MS) * DAY_MS,
      timeOfDayMs = utcMs - dateMs,
    } = message;
    if (dateMs + timeOfDayMs !== utcMs) {
      throw new RangeError(
        `Cannot send an RMC: its utcMs is ${utcMs}, but its date and time are ` +
          `${dateMs + timeOfDayMs}; leave out one of them`,
      );
    }
    return FIELDS.write({ ...message, dateMs, timeOfDayMs });
  },
};
