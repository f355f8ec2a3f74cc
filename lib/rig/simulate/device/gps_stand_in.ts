import { encodeMessage } from "../../../protocol/nmea/nmea_codec.ts";
import type { NmeaMessage } from "../../../protocol/nmea/nmea_message.ts";
import type { SimulatedDevice } from "../../../simulator/simulated_device.ts";
import type { GpsField } from "../../channel_plan.ts";
import type { Quantity } from "../quantity.ts";
import { speaker } from "./speaker.ts";

const MS_PER_KNOT = 1_852 / 3_600;
/** What a receiver can say. */
export const GPS_REACH: Readonly<Record<GpsField, readonly [number, number]>> = {
  latitude: [-80, 80],
  longitude: [-170, 170],
  altitude: [0, 8_000],
  speed: [0, 100],
  course: [0, 359],
  satellites: [0, 12],
};

/** How far what is heard may be from what was said, because it is rounded on the way. */
export const GPS_TOLERANCE: Readonly<Record<GpsField, number>> = {
  latitude: 1e-5,
  longitude: 1e-5,
  altitude: 0.1,
  speed: 0.1,
  course: 0.1,
  satellites: 0.51,
};

/** A receiver of satellite navigation that says what a rig reads, and always knows where it is. */
export function gpsStandIn(
  fields: ReadonlyMap<GpsField, Quantity>,
  everyMs: number,
): SimulatedDevice<never> {
  return speaker("stand-in for a receiver of satellite navigation", ({ nowMs }) => {
    const now = (field: GpsField): number | undefined => {
      const quantity = fields.get(field);
      return quantity?.said(quantity.measure(nowMs), nowMs);
    };
    const [latitudeDeg, longitudeDeg] = [now("latitude"), now("longitude")];
    const [altitudeM, satellites] = [now("altitude"), now("satellites")];
    const [speed, courseDeg] = [now("speed"), now("course")];
    const speedKnots = speed === undefined ? undefined : speed / MS_PER_KNOT;
    const messages: NmeaMessage[] = [];
    if ((latitudeDeg ?? longitudeDeg ?? altitudeM ?? satellites) !== undefined) {
      const place = { latitudeDeg, longitudeDeg, altitudeM, satellites };
      messages.push({ kind: "gga", talker: "GP", quality: "autonomous", ...place });
    }
    if ((speedKnots ?? courseDeg) !== undefined) {
      const mode = "autonomous";
      messages.push({ kind: "rmc", talker: "GP", status: "valid", mode, speedKnots, courseDeg });
    }
    return { messages: messages.map((message) => encodeMessage(message)), againMs: everyMs };
  });
}
