import type { PositionMode } from "../protocol/nmea/status_field.ts";
import type { Found } from "./heard_mailbox.ts";
import { type Finders, modeOf, positioned, present } from "./nmea_find.ts";

/** Where a receiver is. */
export interface GpsPosition {
  /** Latitude in degrees; north is positive. */
  readonly latitudeDeg: number;
  /** Longitude in degrees; east is positive. */
  readonly longitudeDeg: number;
}

/** What a receiver has found. */
export type GpsFix = "none" | "2d" | "3d";

/** What GGA, RMC and GLL have in common. */
interface Located {
  readonly latitudeDeg?: number | undefined;
  readonly longitudeDeg?: number | undefined;
}

const MS_PER_KNOT = 1_852 / 3_600;
const KMH_PER_MS = 3.6;

export const POSITION: Finders<GpsPosition> = located((it) => {
  const { latitudeDeg, longitudeDeg } = it;
  if (latitudeDeg === undefined || longitudeDeg === undefined) return undefined;
  return { latitudeDeg, longitudeDeg };
});

export const LATITUDE_DEG: Finders<number> = located((it) => it.latitudeDeg);

export const LONGITUDE_DEG: Finders<number> = located((it) => it.longitudeDeg);

export const ALTITUDE_M: Finders<number> = {
  gga: (it) => positioned(it.altitudeM, it.quality),
};

/** In m/s. */
export const SPEED: Finders<number> = {
  rmc: (it) => positioned(times(it.speedKnots, MS_PER_KNOT), modeOf(it)),
  vtg: (it) =>
    positioned(times(it.speedKmh, 1 / KMH_PER_MS) ?? times(it.speedKnots, MS_PER_KNOT), it.mode),
};

export const COURSE_DEG: Finders<number> = {
  rmc: (it) => positioned(it.courseDeg, modeOf(it)),
  vtg: (it) => positioned(it.courseTrueDeg, it.mode),
};

export const UTC: Finders<string> = {
  rmc: ({ utcMs, status }) =>
    present(
      utcMs === undefined ? undefined : new Date(utcMs).toISOString(),
      status === "void" ? "held" : undefined,
    ),
};

export const FIX: Finders<GpsFix> = { gsa: (it) => present(it.fix) };

export const QUALITY: Finders<PositionMode> = {
  gga: (it) => present(it.quality),
  rmc: (it) => present(modeOf(it) ?? (it.status === "valid" ? "autonomous" : undefined)),
};

export const SATELLITES: Finders<number> = { gga: (it) => present(it.satellites) };

export const HDOP: Finders<number> = {
  gga: (it) => positioned(it.hdop, it.quality),
  gsa: (it) => positioned(it.hdop, it.fix === "none" ? "none" : undefined),
};

function located<T>(find: (message: Located) => T | undefined): Finders<T> {
  const ofStatus = (it: Located & Parameters<typeof modeOf>[0]): Found<T> =>
    positioned(find(it), modeOf(it));
  return {
    gga: (it) => positioned(find(it), it.quality),
    rmc: ofStatus,
    gll: ofStatus,
  };
}

function times(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : value * factor;
}
