import type { NmeaMessage } from "../../../../lib/protocol/nmea/nmea_message.ts";
import { fc } from "../../../deps/fast_check.ts";

const TALKERS = ["GP", "GN", "GL", "GA", "GB"] as const;
const MODES = [
  ...["none", "autonomous", "differential", "precise", "rtk", "float-rtk"] as const,
  ...["estimated", "manual", "simulated"] as const,
];
const DAY_MS = 86_400_000;

const timeOfDayMs = fc.integer({ min: 0, max: DAY_MS - 1 });
const latitudeDeg = angle(90);
const longitudeDeg = angle(180);
const mode = fc.constantFrom(...MODES);
const status = fc.constantFrom("valid", "void");
const courseDeg = decimal(0, 360, 2);
const speed = decimal(0, 2_000, 3);
const dop = decimal(0, 99, 2);
const satelliteId = fc.integer({ min: 1, max: 437 });
const someDay = fc.integer({ min: 3_652, max: 40_176 }).map((days) => days * DAY_MS); // 1980 to 2079

const satellite = some({
  id: satelliteId,
  elevationDeg: fc.integer({ min: 0, max: 90 }),
  azimuthDeg: fc.integer({ min: 0, max: 359 }),
  snrDbHz: fc.integer({ min: 0, max: 99 }),
}).filter((it) => Object.keys(it).length > 0);

const rmc = some({
  ...{ timeOfDayMs, status, latitudeDeg, longitudeDeg, speedKnots: speed, courseDeg, mode },
  dateMs: someDay,
  variationDeg: decimal(-180, 180, 2),
  navigation: fc.constantFrom("safe", "caution", "unsafe", "void"),
}).map((said) =>
  said.timeOfDayMs === undefined || said.dateMs === undefined
    ? said
    : { ...said, utcMs: said.dateMs + said.timeOfDayMs }
);

/** Every message that a receiver can send, with values that its fields hold exactly. */
export const message: fc.Arbitrary<NmeaMessage> = fc.oneof(
  said("gga", {
    ...{ timeOfDayMs, latitudeDeg, longitudeDeg, quality: mode, hdop: dop },
    satellites: fc.integer({ min: 0, max: 99 }),
    altitudeM: decimal(-9_999, 99_999, 3),
    geoidSeparationM: decimal(-200, 200, 3),
    correctionAgeS: decimal(0, 999, 1),
    stationId: fc.constantFrom("0000", "1023", "abc"),
  }),
  said("gll", { latitudeDeg, longitudeDeg, timeOfDayMs, status, mode }),
  said("vtg", {
    ...{ courseTrueDeg: courseDeg, courseMagneticDeg: courseDeg, mode },
    ...{ speedKnots: speed, speedKmh: speed },
  }),
  said("gsa", {
    selection: fc.constantFrom("manual", "automatic"),
    fix: fc.constantFrom("none", "2d", "3d"),
    ...{ pdop: dop, hdop: dop, vdop: dop },
    system: fc.constantFrom("gps", "glonass", "galileo", "beidou", "qzss", "navic"),
  }, { satelliteIds: fc.array(satelliteId, { maxLength: 12 }) }),
  said("gsv", {
    sentenceCount: fc.integer({ min: 1, max: 9 }),
    sentenceNumber: fc.integer({ min: 1, max: 9 }),
    satellitesInView: fc.integer({ min: 0, max: 36 }),
    signalId: fc.constantFrom("0", "7", "A"),
  }, { satellites: fc.array(satellite, { maxLength: 4 }) }),
  fc.tuple(fc.constantFrom(...TALKERS), rmc).map(([talker, it]) => ({
    kind: "rmc",
    talker,
    ...it,
  })),
  fc.record({
    kind: fc.constant("other"),
    sentence: fc.record({
      start: fc.constantFrom("$", "!"),
      talker: fc.constant("P"),
      type: fc.stringMatching(/^[A-Z0-9]{3,6}$/),
      fields: fc.array(fc.stringMatching(/^[ "#%-)+./0-9:-[\]-~]{0,4}$/), { maxLength: 5 }),
    }),
  }),
) as fc.Arbitrary<NmeaMessage>;

/** A message of a kind, in which any field may be absent. */
function said<K extends string, R>(
  kind: K,
  fields: { [N in keyof R]: fc.Arbitrary<R[N]> },
  always: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<object> {
  return fc.tuple(fc.constantFrom(...TALKERS), some(fields), fc.record(always)).map((
    [talker, values, others],
  ) => ({ kind, talker, ...values, ...others }));
}

function some<R>(fields: { [N in keyof R]: fc.Arbitrary<R[N]> }): fc.Arbitrary<Partial<R>> {
  return fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<Partial<R>>;
}

function decimal(min: number, max: number, decimals: number): fc.Arbitrary<number> {
  const scale = 10 ** decimals;
  return fc.integer({ min: min * scale, max: max * scale }).map((units) => units / scale);
}

/** An angle that five decimals of its minutes hold. */
function angle(maxDeg: number): fc.Arbitrary<number> {
  const units = fc.integer({ min: 0, max: maxDeg * 6_000_000 });
  return fc.tuple(units, fc.boolean()).map(([units, isNegative]) => {
    const minutes = (units % 6_000_000 / 100_000).toFixed(5);
    const deg = Math.floor(units / 6_000_000) + Number(minutes) / 60;
    return isNegative && deg !== 0 ? -deg : deg;
  });
}
