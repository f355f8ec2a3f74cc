import type { ChannelDraft } from "../rig_draft.ts";
import type { KnownSensors } from "./known_sensors.ts";

const GPS_UNITS: Readonly<Record<string, string>> = {
  latitude: "\u00b0",
  longitude: "\u00b0",
  altitude: "m",
  speed: "m/s",
  course: "\u00b0",
  satellites: "",
};

/** What the values of a channel are, as far as it can be told without reading it. */
export interface ChannelKind {
  /** What type they are of. */
  readonly values: "number" | "boolean" | "unknown";
  /** Their unit; `undefined` if it cannot be told. */
  readonly unit: string | undefined;
}

/** What the values of a channel are. */
export function kindOf(channel: ChannelDraft, sensors: KnownSensors): ChannelKind {
  const { unit, host, gps, type, read } = channel;
  const { coil, discrete, holding, input, question, field, signal } = channel;
  if (read !== undefined) return { values: "unknown", unit: unit ?? "" };
  if (host !== undefined) {
    const sensor = sensors.find(host);
    return { values: sensor?.kind ?? "unknown", unit: unit ?? sensor?.unit };
  }
  if (gps !== undefined) return { values: "number", unit: GPS_UNITS[gps] };
  if (coil !== undefined || discrete !== undefined) return { values: "boolean", unit: unit ?? "" };
  const isRegister = holding !== undefined || input !== undefined;
  if (isRegister && type === "bool") return { values: "boolean", unit: unit ?? "" };
  const isKnown = isRegister || question !== undefined || field !== undefined ||
    signal !== undefined;
  return { values: isKnown ? "number" : "unknown", unit: isKnown ? unit ?? "" : unit };
}
