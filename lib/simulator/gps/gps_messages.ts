import type { NmeaMessage } from "../../protocol/nmea/nmea_message.ts";
import type { SatelliteInView } from "../../protocol/nmea/gsv.ts";
import { DAY_MS } from "../../protocol/nmea/time_field.ts";
import type { RoutePoint } from "./route.ts";

/** What a receiver has found. */
export interface GpsFix extends RoutePoint {
  /** Its height above the sea, in m. */
  readonly altitudeM: number;
  /** Its speed over ground, in km/h. */
  readonly speedKmh: number;
}

const KMH_A_KNOT = 1.852;
const IN_A_SENTENCE = 4;

/** The satellites in view; without a fix none of them is tracked. */
const SKY: readonly SatelliteInView[] = Object.freeze([
  { id: 2, elevationDeg: 62, azimuthDeg: 110, snrDbHz: 44 },
  { id: 5, elevationDeg: 48, azimuthDeg: 202, snrDbHz: 41 },
  { id: 7, elevationDeg: 35, azimuthDeg: 301, snrDbHz: 39 },
  { id: 12, elevationDeg: 71, azimuthDeg: 15, snrDbHz: 46 },
  { id: 13, elevationDeg: 22, azimuthDeg: 255, snrDbHz: 33 },
  { id: 25, elevationDeg: 54, azimuthDeg: 78, snrDbHz: 42 },
  { id: 29, elevationDeg: 17, azimuthDeg: 330, snrDbHz: 30 },
  { id: 31, elevationDeg: 9, azimuthDeg: 168 },
]);

/**
 * What a GPS says once a second: GGA, GLL, GSA, GSV, RMC and VTG. Without a fix the sentences come
 * all the same, and their fields are empty.
 *
 * @param utcMs The time, in ms since the Unix epoch.
 * @param fix What it has found, if it has.
 */
export function gpsMessages(utcMs: number, fix: GpsFix | undefined): NmeaMessage[] {
  const talker = "GP";
  const timeOfDayMs = utcMs % DAY_MS;
  const mode = fix ? "autonomous" : "none";
  const status = fix ? "valid" : "void";
  const tracked = SKY.filter(({ snrDbHz }) => fix !== undefined && snrDbHz !== undefined);
  const position = fix && { latitudeDeg: fix.latitudeDeg, longitudeDeg: fix.longitudeDeg };
  const speedKnots = fix && fix.speedKmh / KMH_A_KNOT;
  const height = fix && { hdop: 0.9, altitudeM: fix.altitudeM, geoidSeparationM: 46.9 };
  const dilution = fix && { pdop: 1.6, hdop: 0.9, vdop: 1.3 };
  return [
    {
      ...{ kind: "gga", talker, timeOfDayMs, quality: mode, satellites: tracked.length },
      ...{ ...position, ...height },
    },
    { kind: "gll", talker, timeOfDayMs, status, mode, ...position },
    {
      ...{ kind: "gsa", talker, selection: "automatic", fix: fix ? "3d" : "none" },
      ...{ satelliteIds: tracked.map(({ id }) => id!), ...dilution },
    },
    ...inView(talker, fix !== undefined),
    {
      kind: "rmc",
      talker,
      utcMs,
      status,
      mode,
      ...position,
      speedKnots,
      courseDeg: fix?.courseDeg,
    },
    {
      kind: "vtg",
      talker,
      mode,
      courseTrueDeg: fix?.courseDeg,
      speedKnots,
      speedKmh: fix?.speedKmh,
    },
  ];
}

function inView(talker: string, isTracked: boolean): NmeaMessage[] {
  const sentenceCount = Math.ceil(SKY.length / IN_A_SENTENCE);
  return Array.from({ length: sentenceCount }, (_, index) => ({
    kind: "gsv",
    talker,
    sentenceCount,
    sentenceNumber: index + 1,
    satellitesInView: SKY.length,
    satellites: SKY.slice(index * IN_A_SENTENCE, (index + 1) * IN_A_SENTENCE)
      .map(({ snrDbHz, ...satellite }) => isTracked ? { ...satellite, snrDbHz } : satellite),
  }));
}
