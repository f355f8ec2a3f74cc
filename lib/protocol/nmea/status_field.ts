import { choice, type Field } from "./field.ts";

/** Whether a receiver stands by what it sends. */
export type DataStatus = "valid" | "void";

/**
 * How a position was found: by satellites alone (`"autonomous"`), with corrections
 * (`"differential"`), with encrypted signals (`"precise"`), by the phase of the carrier (`"rtk"`,
 * less sure `"float-rtk"`), by dead reckoning (`"estimated"`), or not at all (`"none"`).
 */
export type PositionMode =
  | "none"
  | "autonomous"
  | "differential"
  | "precise"
  | "rtk"
  | "float-rtk"
  | "estimated"
  | "manual"
  | "simulated";

/** The status of data. */
export const STATUS: Field<DataStatus> = choice({ A: "valid", V: "void" });

/** The mode indicator (NMEA 0183 v2.3 and later). */
export const MODE: Field<PositionMode> = choice({
  ...{ N: "none", A: "autonomous", D: "differential", P: "precise", R: "rtk" },
  ...{ F: "float-rtk", E: "estimated", M: "manual", S: "simulated" },
});
