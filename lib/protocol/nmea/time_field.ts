import { type Field, field, MALFORMED } from "./field.ts";

/** A day in ms. */
export const DAY_MS = 86_400_000;

const TIME = /^(?:([01]\d|2[0-3])([0-5]\d)([0-5]\d)|(23)(59)(60))(?:\.(\d{0,12}))?$/;
const DATE = /^(\d\d)(\d\d)(\d\d)$/;

/**
 * UTC as `hhmmss.sss`, in ms since midnight. A leap second, 23:59:60, is the first second of the
 * next day, as for Unix.
 */
export const TIME_OF_DAY: Field<number> = field(
  "hhmmss.sss",
  (text) => {
    const match = TIME.exec(text);
    if (match === null) return MALFORMED;
    const [, h1, m1, s1, h2, m2, s2, fraction = ""] = match;
    const seconds = (Number(h1 ?? h2) * 60 + Number(m1 ?? m2)) * 60 + Number(s1 ?? s2);
    const ms = Number(`${fraction.slice(0, 3).padEnd(3, "0")}.${fraction.slice(3) || "0"}`);
    return seconds * 1_000 + ms;
  },
  (timeOfDayMs) => {
    const ms = Math.floor(timeOfDayMs); // never a later second than it is
    if (!(ms >= 0 && ms < DAY_MS + 1_000)) {
      throw new RangeError(`Cannot send ${timeOfDayMs} ms since midnight: a day has ${DAY_MS}`);
    }
    const isLeap = ms >= DAY_MS;
    const shown = isLeap ? ms - 1_000 : ms;
    const [h, m, s] = [shown / 3_600_000, shown / 60_000 % 60, shown / 1_000 % 60].map(Math.floor);
    const fraction = `${ms % 1_000}`.padStart(3, "0").replace(/0+$/, "");
    const time = `${two(h!)}${two(m!)}${isLeap ? 60 : two(s!)}`;
    return fraction === "" ? time : `${time}.${fraction}`;
  },
);

/** A UTC date as `ddmmyy`, in ms since the Unix epoch at its midnight; 80 is 1980, 79 is 2079. */
export const DATE_MS: Field<number> = field(
  "ddmmyy",
  (text) => {
    const match = DATE.exec(text);
    if (match === null) return MALFORMED;
    const [, dd, mm, yy] = match.map(Number);
    const dateMs = Date.UTC(yy! < 80 ? 2_000 + yy! : 1_900 + yy!, mm! - 1, dd);
    return dateText(dateMs) === text ? dateMs : MALFORMED; // there is no 31st of April
  },
  (dateMs) => {
    const text = dateText(dateMs);
    if (DATE_MS.read([text]) !== dateMs) {
      throw new RangeError(`Cannot send ${dateMs} ms as a date: not midnight UTC in 1980 to 2079`);
    }
    return text;
  },
);

function dateText(dateMs: number): string {
  const date = new Date(dateMs);
  return two(date.getUTCDate()) + two(date.getUTCMonth() + 1) + two(date.getUTCFullYear() % 100);
}

function two(number: number): string {
  return `${number}`.padStart(2, "0");
}
