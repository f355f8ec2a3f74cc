import { seededRandom } from "../../base/seeded_random.ts";
import { encodeMessage } from "../../protocol/nmea/nmea_codec.ts";
import { sentenceDecoder } from "../../protocol/nmea/sentence_decoder.ts";
import type { SimulatedDevice } from "../simulated_device.ts";
import { type GpsFix, gpsMessages } from "./gps_messages.ts";
import { type Place, Route, shifted } from "./route.ts";

/** What a simulated GPS is made of. */
export interface GpsOptions {
  /** Where it goes, round and round. Default: once around a square in Zurich. */
  readonly route?: readonly Place[] | undefined;
  /** How fast, in km/h. Default: 36. */
  readonly speedKmh?: number | undefined;
  /** How far off its positions are, in m. Default: 2. */
  readonly errorM?: number | undefined;
  /** When it has no fix: each minute for so many seconds, from its 30th on. Default: 10. */
  readonly lostS?: number | undefined;
  /** Chooses the errors; the same seed makes the same ones. Default: 1. */
  readonly seed?: number | undefined;
}

const ZURICH: readonly Place[] = [
  { latitudeDeg: 47.3769, longitudeDeg: 8.5417 },
  { latitudeDeg: 47.3810, longitudeDeg: 8.5417 },
  { latitudeDeg: 47.3810, longitudeDeg: 8.5480 },
  { latitudeDeg: 47.3769, longitudeDeg: 8.5480 },
];
const ALTITUDE_M = 408;
const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const LOST_FROM_MS = 30_000;

/**
 * Makes a simulated GPS receiver. Each second it says GGA, GLL, GSA, GSV, RMC and VTG; it moves
 * along its route, and for a while in every minute it has no fix. What it hears, it ignores.
 *
 * @param options Where it goes, how fast, how well it knows where it is.
 * @throws {RangeError} If the route is none, or the speed, the error or the loss is negative.
 *
 * @example What it says first
 * ```ts
 * import { match } from "node:assert/strict";
 *
 * const said = gps().speak!({ nowMs: 0, wallMs: Date.UTC(2026, 0, 1) });
 * const text = said.messages.map((message) => new TextDecoder().decode(message)).join("");
 * match(text, /^\$GPGGA,000000,4722\./);
 * ```
 */
export function gps(options: GpsOptions = {}): SimulatedDevice {
  const { route: places = ZURICH, speedKmh = 36, errorM = 2, lostS = 10, seed = 1 } = options;
  for (const [name, value] of Object.entries({ speedKmh, errorM, lostS })) {
    if (value >= 0 && value < Infinity) continue;
    throw new RangeError(`Cannot make a GPS: ${name} should be finite and >= 0, got ${value}`);
  }
  const route = new Route(places);

  const fixAt = (utcMs: number): GpsFix | undefined => {
    const intoMinuteMs = utcMs % MINUTE_MS;
    if (intoMinuteMs >= LOST_FROM_MS && intoMinuteMs < LOST_FROM_MS + lostS * SECOND_MS) {
      return undefined;
    }
    const random = seededRandom(seed + utcMs / SECOND_MS); // the same for every client
    const error = (): number => errorM * (2 * random.next() - 1);
    const point = route.at(speedKmh / 3.6 * (utcMs / SECOND_MS));
    const { courseDeg } = point;
    const altitudeM = ALTITUDE_M + error();
    return { ...shifted(point, error(), error()), courseDeg, altitudeM, speedKmh };
  };
  return {
    name: "gps",
    decode: sentenceDecoder(),
    answer: () => ({}),
    speak({ wallMs }) {
      const utcMs = Math.floor(wallMs / SECOND_MS) * SECOND_MS;
      const messages = gpsMessages(utcMs, fixAt(utcMs)).map((message) => encodeMessage(message));
      return { messages, againMs: utcMs + SECOND_MS - wallMs };
    },
  };
}
