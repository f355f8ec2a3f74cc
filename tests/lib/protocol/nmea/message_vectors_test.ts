import type { NmeaMessage } from "../../../../lib/protocol/nmea/nmea_message.ts";
import { assert, assertEquals, assertThrows } from "../../../deps/assert.ts";
import { messageDecoder } from "../../../../lib/protocol/nmea/nmea_codec.ts";
import { parseMessage, sentenceOf } from "../../../../lib/protocol/nmea/parse_message.ts";
import { ask } from "../cuts.ts";
import { bytesOf, line } from "./sentences.ts";

const FIX = { latitudeDeg: 48 + 7.038 / 60, longitudeDeg: 11 + 31 / 60 };
const GP = { talker: "GP" } as const;

for (
  const { sentence, says } of [
    {
      sentence: "$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47",
      says: {
        ...{ kind: "gga", ...GP, timeOfDayMs: 45_319_000, ...FIX, quality: "autonomous" },
        ...{ satellites: 8, hdop: 0.9, altitudeM: 545.4, geoidSeparationM: 46.9 },
      },
    },
    { // no fix: empty fields are no zeros
      sentence: "$GPGGA,,,,,,0,,,,M,,M,,*66",
      says: { kind: "gga", ...GP, quality: "none" },
    },
    {
      sentence: "$GPGLL,5300.97914,N,00259.98174,E,125926,A*28",
      says: {
        ...{ kind: "gll", ...GP, latitudeDeg: 53 + 0.97914 / 60, longitudeDeg: 2 + 59.98174 / 60 },
        ...{ timeOfDayMs: 46_766_000, status: "valid" },
      },
    },
    {
      sentence: "$GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W*6A",
      says: {
        ...{ kind: "rmc", ...GP, utcMs: Date.UTC(1994, 2, 23, 12, 35, 19), ...FIX },
        ...{ timeOfDayMs: 45_319_000, dateMs: Date.UTC(1994, 2, 23), status: "valid" },
        ...{ speedKnots: 22.4, courseDeg: 84.4, variationDeg: -3.1 },
      },
    },
    { // a u-blox before its first fix, v4.1
      sentence: "$GNRMC,,V,,,,,,,,,,N,V*37",
      says: { kind: "rmc", talker: "GN", status: "void", mode: "none", navigation: "void" },
    },
    {
      sentence: "$GPVTG,359.95,T,,M,15.15,N,28.0,K,A*04",
      says: {
        ...{ kind: "vtg", ...GP, courseTrueDeg: 359.95, speedKnots: 15.15, speedKmh: 28 },
        mode: "autonomous",
      },
    },
    {
      sentence: "$GPGSA,A,3,14,15,05,22,18,26,,,,,,,2.1,1.2,1.7*3D",
      says: {
        ...{ kind: "gsa", ...GP, selection: "automatic", fix: "3d" },
        ...{ satelliteIds: [14, 15, 5, 22, 18, 26], pdop: 2.1, hdop: 1.2, vdop: 1.7 },
      },
    },
    {
      sentence: "$GPGSV,3,3,10,29,07,074,,30,07,163,28*7D",
      says: {
        ...{ kind: "gsv", ...GP, sentenceCount: 3, sentenceNumber: 3, satellitesInView: 10 },
        satellites: [
          { id: 29, elevationDeg: 7, azimuthDeg: 74 },
          { id: 30, elevationDeg: 7, azimuthDeg: 163, snrDbHz: 28 },
        ],
      },
    },
    { // no satellite, but places for four
      sentence: "$GPGSV,1,1,00,,,,,,,,,,,,,,,,*79",
      says: {
        ...{ kind: "gsv", ...GP, sentenceCount: 1, sentenceNumber: 1 },
        ...{ satellitesInView: 0, satellites: [] },
      },
    },
    { // what looks like a GGA, but is proprietary
      sentence: "$PGGA,1*0C",
      says: {
        kind: "other",
        sentence: { start: "$", talker: "P", type: "GGA", fields: ["1"] },
      },
    },
    {
      sentence: "!GPGGA,1*4B",
      says: {
        kind: "other",
        sentence: { start: "!", talker: "GP", type: "GGA", fields: ["1"] },
      },
    },
    { // v4.1: no satellite, and the signal
      sentence: "$GAGSV,1,1,00,7*73",
      says: {
        ...{ kind: "gsv", talker: "GA", sentenceCount: 1, sentenceNumber: 1 },
        ...{ satellitesInView: 0, satellites: [], signalId: "7" },
      },
    },
    {
      sentence: "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C",
      says: {
        kind: "other",
        sentence: {
          ...{ start: "!", talker: "AI", type: "VDM" },
          fields: ["1", "1", "", "B", "177KQJ5000G?tO`K>RA1wUbN0TKH", "0"],
        },
      },
    },
    {
      sentence: "$PMTK001,220,3*30",
      says: {
        kind: "other",
        sentence: { start: "$", talker: "P", type: "MTK001", fields: ["220", "3"] },
      },
    },
  ] as { sentence: string; says: NmeaMessage }[]
) {
  Deno.test(`messageDecoder() tells what ${sentence} says`, () => {
    const bytes = bytesOf(`${sentence}\r\n`);
    const answer = { kind: "value", value: says, usedBytes: bytes.length } as const;
    assertEquals(ask(messageDecoder(), bytes), answer);
  });
}

for (
  const { text, utcMs } of [
    { text: "000000,A,,,,,,,060180", utcMs: Date.UTC(1980, 0, 6) },
    { text: "235959.999,A,,,,,,,311279", utcMs: Date.UTC(2079, 11, 31, 23, 59, 59, 999) },
    { text: "120000.5,A,,,,,,,290224", utcMs: Date.UTC(2024, 1, 29, 12, 0, 0, 500) },
    { text: "235960,A,,,,,,,311216", utcMs: Date.UTC(2017, 0, 1) }, // a leap second
    { text: "000000.0005,A,,,,,,,010100", utcMs: Date.UTC(2000, 0, 1) + 0.5 },
    { text: ",A,,,,,,,010100", utcMs: undefined },
    { text: "000000,A,,,,,,,", utcMs: undefined },
  ]
) {
  Deno.test(`messageDecoder() takes RMC's ${text} for ${utcMs} ms since the epoch`, () => {
    const answer = ask(messageDecoder(), line(`GPRMC,${text},,`));
    assert(answer.kind === "value" && answer.value.kind === "rmc");
    assertEquals(answer.value.utcMs, utcMs);
  });
}

for (
  const text of [
    "GPGLL,4860.000,N,01131.000,E,123519,A", // 60 minutes
    "GPGLL,9000.001,N,01131.000,E,123519,A", // beyond the pole
    "GPGLL,4807.038,N,18000.001,E,123519,A",
    "GPGLL,4807.038,,01131.000,E,123519,A", // no hemisphere
    "GPGLL,4807.038,E,01131.000,E,123519,A", // a wrong one
    "GPGLL,807.038,N,01131.000,E,123519,A", // a digit is missing
    "GPGLL,-4807.038,N,01131.000,E,123519,A",
    "GPGLL,4807.038 ,N,01131.000,E,123519,A",
    "GPGLL,4807.038,N,01131.000,E,243519,A", // 24 hours
    "GPGLL,4807.038,N,01131.000,E,123560,A", // no leap second
    "GPGLL,4807.038,N,01131.000,E,12351,A",
    "GPGLL,4807.038,N,01131.000,E,123519,B",
    "GPGLL,4807.038,N,01131.000,E,123519,__proto__",
    "GPGLL,4807.038,N,01131.000,E,123519,A,toString",
    "GPGLL,4807.038,N,01131.000,E",
    "GPRMC,123519,A,,,,,,,300294,,", // no such day
    "GPRMC,123519,A,,,,,,,001394,,",
    "GPRMC,123519,A,,,,,-1,,230394,,",
    "GPRMC,123519,A,,,,,1,360.1,230394,,",
    "GPRMC,123519,A,,,,,1,1,230394,3.1,", // east or west?
    "GPGGA,123519,,,,,9,08,0.9,545.4,M,46.9,M,,", // no such quality
    "GPGGA,123519,,,,,1,8.5,0.9,545.4,M,46.9,M,,",
    "GPGGA,123519,,,,,1,08,nan,545.4,M,46.9,M,,",
    "GPGGA,123519,,,,,1,08,0.9,545.4,F,46.9,M,,", // feet
    "GPGGA,123519,,,,,1,08,0.9,545.4,,46.9,M,,",
    "GPGGA,123519,,,,,1,08,1e1,545.4,M,46.9,M,,",
    "GPGGA,123519,,,,,1,08,.,545.4,M,46.9,M,,",
    "GPGGA,123519,,,,,1,08,9999999999999999,,M,,M,,",
    "GPVTG,1,T,1,T,1,N,1,K",
    "GPVTG,084.4,,022.4,041.5", // before v2.0
    "GPGSA,A,3,1,2,3,4,5,6,7,8,9,10,11,x,1,1,1",
    "GPGSA,A,4,,,,,,,,,,,,,1,1,1",
    "GPGSV,1,1",
    "GPGSV,1,1,01,02,91,000,40",
    "GPGSV,1,1,01,02,90,000,40,G",
    "GPGSV,1,1,01,02,90,000,40,1,2",
    "GPGSV,1,1,5,,,,,,,,,,,,,,,,,,,,",
  ]
) {
  Deno.test(`messageDecoder() calls ${text} bad`, () => {
    const answer = ask(messageDecoder(), line(text));
    assert(answer.kind === "bad");
    assertEquals(answer.why.slice(0, 5), `${text.slice(2, 5)}: `);
    assertEquals(answer.usedBytes, line(text).length);
  });
}

Deno.test("parseMessage() gives 0, not -0, for the equator and for sea level", () => {
  const gga = ask(messageDecoder(), line("GPGGA,,0000.0,S,00000.0,W,1,,,-0.0,M,,,,"));
  assert(gga.kind === "value" && gga.value.kind === "gga");
  const { latitudeDeg, longitudeDeg, altitudeM } = gga.value;
  assert([latitudeDeg, longitudeDeg, altitudeM].every((it) => Object.is(it, 0)));
});

Deno.test("parseMessage() gives a sentence of a type that only an object's prototype has", () => {
  const sentence = { start: "$", talker: "GP", type: "CONSTRUCTOR", fields: [] } as const;
  assertEquals(parseMessage(sentence), { kind: "value", value: { kind: "other", sentence } });
});

Deno.test("parseMessage() is not led astray by fields that a later version may add", () => {
  const answer = ask(messageDecoder(), line("GPVTG,1,T,1,M,1,N,1.852,K,A,new,newer"));
  assertEquals(answer.kind, "value");
});

for (
  const { message, fields } of [
    {
      message: { kind: "gll", talker: "GP", latitudeDeg: -0.999_999_999_9, longitudeDeg: 180 },
      fields: "0100.00000,S,18000.00000,E,,,",
    },
    {
      message: { kind: "gll", talker: "GP", latitudeDeg: 48.1173, timeOfDayMs: 45_319_250 },
      fields: "4807.03800,N,,,123519.25,,",
    },
    {
      message: { kind: "rmc", talker: "GP", utcMs: Date.UTC(2026, 10, 22, 12, 30, 0, 9) },
      fields: "123000.009,,,,,,,,221126,,,,",
    },
    {
      message: { kind: "rmc", talker: "GP", timeOfDayMs: 86_400_250 }, // a leap second
      fields: "235960.25,,,,,,,,,,,,",
    },
    {
      message: { kind: "gsa", talker: "GN", satelliteIds: [4, 31, 301] },
      fields: ",,04,31,301,,,,,,,,,,,,,",
    },
    {
      message: { kind: "gga", talker: "GP", altitudeM: -0.000_01, hdop: 1.239 },
      fields: ",,,,,,,1.24,0,M,,,,",
    },
  ] as { message: NmeaMessage; fields: string }[]
) {
  Deno.test(`sentenceOf() says ${JSON.stringify(message)} as ${fields}`, () => {
    assertEquals(sentenceOf(message).fields.join(), fields);
  });
}

for (
  const message of [
    { kind: "gll", talker: "GP", latitudeDeg: 90.1 },
    { kind: "gll", talker: "GP", longitudeDeg: NaN },
    { kind: "gll", talker: "GP", timeOfDayMs: -1 },
    { kind: "gll", talker: "GP", timeOfDayMs: 86_401_000 },
    { kind: "gll", talker: "GP", mode: "guessed" },
    { kind: "rmc", talker: "GP", dateMs: 5 },
    { kind: "rmc", talker: "GP", dateMs: Date.UTC(1979, 0, 1) },
    { kind: "rmc", talker: "GP", utcMs: Date.UTC(2026, 0, 1), timeOfDayMs: 6 },
    { kind: "rmc", talker: "GP", utcMs: Date.UTC(2026, 0, 1), dateMs: Date.UTC(2026, 0, 2) },
    { kind: "rmc", talker: "GP", speedKnots: -1 },
    { kind: "rmc", talker: "GP", speedKnots: Infinity },
    { kind: "rmc", talker: "GP", speedKnots: 1e21 },
    { kind: "gsa", talker: "GP", satelliteIds: new Array(13).fill(1) },
    { kind: "gsv", talker: "GP", satellites: new Array(5).fill({ id: 1 }) },
    { kind: "gsv", talker: "GP", satellites: [], signalId: "10" },
  ] as NmeaMessage[]
) {
  Deno.test(`sentenceOf() refuses ${JSON.stringify(message)}`, () => {
    assertThrows(() => sentenceOf(message), RangeError, "Cannot send");
  });
}
