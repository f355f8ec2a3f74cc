/** What a multimeter measures. */
export type DmmFunction =
  | "VOLT"
  | "VOLT:AC"
  | "CURR"
  | "CURR:AC"
  | "RES"
  | "FRES"
  | "TEMP";

/** What a function of a multimeter is like. */
export interface FunctionFacts {
  /** Its header, after `MEASure:` and the like. */
  readonly header: string;
  /** Its ranges, rising, in its unit. */
  readonly ranges: readonly number[];
  /** The unit that a range may be given with. */
  readonly unit: string;
  /** What it measures if nothing else is connected, in its unit, by monotonic time in s. */
  readonly input: (timeS: number) => number;
}

/** How far above its range a function still measures. */
export const OVER_RANGE = 1.2;

const { PI, sin } = Math;

/** Every function. */
export const DMM_FUNCTIONS: Readonly<Record<DmmFunction, FunctionFacts>> = Object.freeze({
  "VOLT": {
    header: "VOLTage[:DC]",
    ranges: [0.1, 1, 10, 100, 1_000],
    unit: "V",
    input: (timeS) => 5 + 0.5 * sin(2 * PI * timeS / 10),
  },
  "VOLT:AC": {
    header: "VOLTage:AC",
    ranges: [0.1, 1, 10, 100, 750],
    unit: "V",
    input: (timeS) => 230 + 2 * sin(2 * PI * timeS / 60),
  },
  "CURR": {
    header: "CURRent[:DC]",
    ranges: [0.01, 0.1, 1, 3],
    unit: "A",
    input: (timeS) => 0.02 + 0.002 * sin(2 * PI * timeS / 20),
  },
  "CURR:AC": { header: "CURRent:AC", ranges: [1, 3], unit: "A", input: () => 0.5 },
  "RES": {
    header: "RESistance",
    ranges: [100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8],
    unit: "OHM",
    input: () => 1_000,
  },
  "FRES": {
    header: "FRESistance",
    ranges: [100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8],
    unit: "OHM",
    input: () => 999.9,
  },
  "TEMP": {
    header: "TEMPerature",
    ranges: [1_000],
    unit: "CEL",
    input: (timeS) => 23 + 0.3 * sin(2 * PI * timeS / 300),
  },
});

/** The names of all functions. */
export const DMM_FUNCTION_NAMES: readonly DmmFunction[] = Object.freeze(
  Object.keys(DMM_FUNCTIONS) as DmmFunction[],
);
