import { choice, type Field, MALFORMED } from "./field.ts";
import { type MessageFormat, messageFormat } from "./message_format.ts";
import { numberField } from "./number_field.ts";

/** A system of navigation satellites. */
export type SatelliteSystem = "gps" | "glonass" | "galileo" | "beidou" | "qzss" | "navic";

/** GSA: the satellites in use, and the dilution of precision. What is absent was not sent. */
export interface Gsa {
  /** Who decides between two and three dimensions. */
  readonly selection?: "manual" | "automatic" | undefined;
  /** What was found. */
  readonly fix?: "none" | "2d" | "3d" | undefined;
  /** The satellites in use, at most 12; further ones come in a sentence of their own. */
  readonly satelliteIds: readonly number[];
  /** Dilution of precision. */
  readonly pdop?: number | undefined;
  /** Horizontal dilution of precision. */
  readonly hdop?: number | undefined;
  /** Vertical dilution of precision. */
  readonly vdop?: number | undefined;
  /** Whose satellites they are (NMEA 0183 v4.1 and later). */
  readonly system?: SatelliteSystem | undefined;
}

/** Satellites in a sentence. */
const MOST = 12;

/** The number of a satellite. */
export const SATELLITE_ID: Field<number> = numberField({ min: 1, max: 999, decimals: 0 });

const SATELLITE_IDS: Field<readonly number[]> = {
  width: MOST,
  format: "numbers of satellites",
  read(texts) {
    const ids: number[] = [];
    for (const text of texts) {
      const id = SATELLITE_ID.read([text]);
      if (id === MALFORMED) return MALFORMED;
      if (id !== undefined) ids.push(id);
    }
    return ids;
  },
  write(ids) {
    if (ids.length > MOST) {
      throw new RangeError(`Cannot send ${ids.length} satellites in one GSA: ${MOST} at most`);
    }
    const texts = ids.flatMap((id) => SATELLITE_ID.write(id)).map((it) => it.padStart(2, "0"));
    return [...texts, ...new Array<string>(MOST - ids.length).fill("")];
  },
};

const DOP = numberField({ decimals: 2 });

/** How GSA is written. */
export const GSA: MessageFormat<Gsa> = messageFormat<Gsa>({
  selection: choice({ M: "manual", A: "automatic" }),
  fix: choice({ 1: "none", 2: "2d", 3: "3d" }),
  satelliteIds: SATELLITE_IDS,
  pdop: DOP,
  hdop: DOP,
  vdop: DOP,
  system: choice({
    ...{ 1: "gps", 2: "glonass", 3: "galileo", 4: "beidou", 5: "qzss", 6: "navic" },
  }),
}, 17);
