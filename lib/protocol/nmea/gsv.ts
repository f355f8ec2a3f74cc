import type { Parsed } from "../../base/parsed.ts";
import { SATELLITE_ID } from "./gsa.ts";
import { bad, type MessageFormat, messageFormat } from "./message_format.ts";
import { numberField } from "./number_field.ts";

/** A satellite in view. What is absent was not sent. */
export interface SatelliteInView {
  /** Its number. */
  readonly id?: number | undefined;
  /** How high it stands, in degrees above the horizon. */
  readonly elevationDeg?: number | undefined;
  /** Where it stands, in degrees from true north. */
  readonly azimuthDeg?: number | undefined;
  /** Carrier to noise density in dB Hz; absent while it is not tracked. */
  readonly snrDbHz?: number | undefined;
}

/** GSV: satellites in view, up to four in a sentence. What is absent was not sent. */
export interface Gsv {
  /** How many sentences there are. */
  readonly sentenceCount?: number | undefined;
  /** Which of them this is, from 1. */
  readonly sentenceNumber?: number | undefined;
  /** How many satellites are in view, in all the sentences. */
  readonly satellitesInView?: number | undefined;
  /** Those in this sentence. */
  readonly satellites: readonly SatelliteInView[];
  /** The signal that was measured, a hexadecimal digit (NMEA 0183 v4.1 and later). */
  readonly signalId?: string | undefined;
}

const MOST = 4;

const HEAD = messageFormat<Omit<Gsv, "satellites" | "signalId">>({
  sentenceCount: numberField({ min: 1, max: 99, decimals: 0 }),
  sentenceNumber: numberField({ min: 1, max: 99, decimals: 0 }),
  satellitesInView: numberField({ max: 999, decimals: 0 }),
}, 3);

const SATELLITE = messageFormat<SatelliteInView>({
  id: SATELLITE_ID,
  elevationDeg: numberField({ min: -90, max: 90, decimals: 0 }),
  azimuthDeg: numberField({ max: 360, decimals: 0 }),
  snrDbHz: numberField({ max: 99, decimals: 0 }),
}, 4);

/** How GSV is written. */
export const GSV: MessageFormat<Gsv> = {
  read(texts): Parsed<Gsv> {
    const head = HEAD.read(texts.slice(0, 3));
    if (head.kind === "bad") return head;
    const count = Math.floor((texts.length - 3) / 4);
    const behind = texts.slice(3 + 4 * count);
    if (count > MOST || behind.length > 1) return bad(`${texts.length} fields`);
    const satellites: SatelliteInView[] = [];
    for (let at = 3; at < 3 + 4 * count; at += 4) {
      const satellite = SATELLITE.read(texts.slice(at, at + 4));
      if (satellite.kind === "bad") return satellite;
      if (Object.keys(satellite.value).length > 0) satellites.push(satellite.value);
    }
    const [signalId = ""] = behind;
    if (!/^[0-9A-F]?$/.test(signalId)) return bad(`signalId is "${signalId}"`);
    const value = { ...head.value, satellites, ...(signalId === "" ? {} : { signalId }) };
    return { kind: "value", value };
  },
  write({ satellites, signalId, ...head }) {
    if (satellites.length > MOST) {
      throw new RangeError(
        `Cannot send ${satellites.length} satellites in one GSV: ${MOST} at most`,
      );
    }
    if (signalId !== undefined && !/^[0-9A-F]$/.test(signalId)) {
      throw new RangeError(`Cannot send the signal ${signalId}: it should be 0 to 9 or A to F`);
    }
    const texts = [...HEAD.write(head), ...satellites.flatMap((it) => SATELLITE.write(it))];
    return signalId === undefined ? texts : [...texts, signalId];
  },
};
